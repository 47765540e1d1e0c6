import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { Attack } from './attack.ts';
import { buildWebApps, copyWithout } from './copy.ts';
import { projectRoot } from './house.ts';

const execute = promisify(execFile);
const runOne = fileURLToPath(new URL('./run-one.ts', import.meta.url));
/** An attack that hangs is an error. */
const longest = 15 * 60_000;

const outcomeSchema = z.object({
  succeeded: z.boolean(),
  seen: z.string().min(1),
  codes: z.object({ customer: z.string(), agent: z.string() }).optional(),
  transitions: z.object({ count: z.int(), frames: z.int(), clear: z.int(), unverified: z.int() }).optional(),
});
type Seen = z.infer<typeof outcomeSchema>;

/** An attack with what came of it, against the real tree and against a copy without the defence. */
export interface Tried {
  name: string;
  stopped: boolean;
  by: string;
  control: 'succeeded' | 'failed';
  seen: string;
  seenInControl: string;
  needsCode?: true;
  codes?: { customer: string; agent: string };
  transitions?: Seen['transitions'];
  seconds: number;
}

/** What came of a suite; one that could not be tried is an error. */
export type Results = { tried: Tried[]; errors: { name: string; error: string }[] };

/** One run in a process of its own. @throws if it ends in any other way than with an outcome */
async function tryOn(attack: Attack, root: string, size: number): Promise<Seen> {
  const args = ['--disable-warning=ExperimentalWarning', runOne, attack.name, root, String(size)];
  const options = { cwd: projectRoot, timeout: longest, maxBuffer: 64 * 1024 * 1024 };
  const { stdout } = await execute(process.execPath, args, options).catch((error: unknown) => {
    // the child says on standard output what it stumbled over
    const { stdout: said } = error as { stdout?: unknown };
    if (typeof said === 'string' && said !== '') return { stdout: said };
    throw error;
  });
  const last: unknown = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
  const failure = z.object({ error: z.string() }).safeParse(last);
  if (failure.success) throw new Error(failure.data.error);
  return outcomeSchema.parse(last);
}

/** The attack for real, then its control. @throws if either could not be tried */
export async function tryAttack(attack: Attack, size = 1): Promise<Tried> {
  const started = performance.now();
  const real = await tryOn(attack, projectRoot, size);
  const copy = copyWithout(attack.defence);
  try {
    if (attack.builds) await buildWebApps(copy);
    const control = await tryOn(attack, copy, size);
    return {
      name: attack.name,
      stopped: !real.succeeded,
      by: attack.by,
      control: control.succeeded ? 'succeeded' : 'failed',
      seen: real.seen,
      seenInControl: control.seen,
      ...(attack.needsCode ? { needsCode: true } : {}),
      ...(real.codes ? { codes: real.codes } : {}),
      ...(real.transitions ? { transitions: real.transitions } : {}),
      seconds: Number(((performance.now() - started) / 1000).toFixed(1)),
    };
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

export const isProven = ({ stopped, control }: Pick<Tried, 'stopped' | 'control'>): boolean =>
  stopped && control === 'succeeded';

/** Tries attacks, a few at a time. One that could not be tried is an error, and the others still are. */
export async function tryAll(
  attacks: readonly Attack[],
  progress: (line: string) => void,
  { atOnce = 2, size = 1 } = {},
): Promise<Results> {
  const results = new Array<Tried | { name: string; error: string }>(attacks.length);
  const work = async (waiting: Iterable<[number, Attack]>) => {
    for (const [index, attack] of waiting) {
      try {
        const tried = await tryAttack(attack, size);
        results[index] = tried;
        const verdict = tried.stopped ? 'stopped' : 'NOT STOPPED';
        progress(`${attack.name}: ${verdict}, control ${tried.control} (${tried.seconds} s)`);
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        results[index] = { name: attack.name, error: message };
        progress(`${attack.name}: COULD NOT BE TRIED: ${message}`);
      }
    }
  };
  // the whole product with its browsers needs the machine for itself; small attacks share it
  await work([...attacks.entries()].filter(([, { builds }]) => builds));
  const small = attacks.entries().filter(([, { builds }]) => !builds);
  await Promise.all(Array.from({ length: atOnce }, () => work(small)));
  const isTried = (result: Tried | { name: string; error: string }): result is Tried => !('error' in result);
  return {
    tried: results.filter(isTried),
    errors: results.filter(result => !isTried(result)) as { name: string; error: string }[],
  };
}
