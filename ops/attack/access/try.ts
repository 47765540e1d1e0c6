import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureDatabase, migrate } from '@visavis/db';
import { startPostgres } from '@visavis/embedded';
import { z } from 'zod';
import type { Outcome, Patch } from '../attack.ts';
import { buildWebApps, copyWithout } from '../copy.ts';
import { projectRoot } from '../house.ts';
import type { Results, Tried } from '../run.ts';
import type { AccessAttack } from './attack.ts';

const program = fileURLToPath(new URL('./run-some.ts', import.meta.url));
/** A tree's attacks that hang are an error. */
const longest = 20 * 60_000;

const lineSchema = z.object({
  name: z.string(),
  outcome: z.object({ succeeded: z.boolean(), seen: z.string().min(1) }).optional(),
  error: z.string().optional(),
  seconds: z.number().default(0),
});
type Line = z.infer<typeof lineSchema>;

type Run = { root: string; postgresUrl: string; attacks: readonly { name: string; size: number }[] };

/** Runs attacks against the stack of one tree; what could not be tried comes as an error. */
async function runOn(
  { root, postgresUrl, attacks }: Run,
  onLine: (line: Line) => void,
): Promise<Map<string, Line>> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program, root], {
    cwd: projectRoot,
    // the channel tells the child when this process is gone
    stdio: ['pipe', 'pipe', 'pipe', 'ipc'],
    timeout: longest,
    killSignal: 'SIGKILL',
  });
  child.stdin?.end(JSON.stringify({ postgresUrl, attacks }));
  const lines = new Map<string, Line>();
  let [rest, said] = ['', ''];
  child.stdout?.on('data', (chunk: Buffer) => {
    const parts = (rest + chunk.toString()).split('\n');
    rest = parts.pop() ?? '';
    for (const part of parts) {
      const line = lineSchema.parse(JSON.parse(part));
      lines.set(line.name, line);
      onLine(line);
    }
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-4000);
    if (process.env.ATTACK_LOG !== undefined) process.stderr.write(chunk);
  });
  const ended = await new Promise<string>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(signal ?? String(code ?? 0)));
  });
  for (const { name } of attacks)
    if (!lines.has(name))
      lines.set(name, { name, error: `the stack ended with ${ended}: ${said}`, seconds: 0 });
  return lines;
}

/** Folders to be gone when this process is, however it ends. */
const leavings = new Set<string>();
const remove = (folder: string): void => {
  rmSync(folder, { recursive: true, force: true });
  leavings.delete(folder);
};
process.once('exit', () => leavings.forEach(remove));

/** Each patch once, also where several attacks of a copy take out the same. */
const defencesOf = (attacks: readonly AccessAttack[]): Patch[] => [
  ...new Map(attacks.flatMap(({ defence }) => defence).map(patch => [JSON.stringify(patch), patch])).values(),
];

async function controls(
  attacks: readonly AccessAttack[],
  postgresUrl: string,
  size: number,
  onLine: (line: Line) => void,
): Promise<Map<string, Line>> {
  let root: string | undefined;
  try {
    root = copyWithout(defencesOf(attacks));
    leavings.add(root);
    if (attacks.some(({ builds }) => builds)) await buildWebApps(root);
    const named = attacks.map(({ name, controlSize = 1 }) => ({ name, size: size * controlSize }));
    return await runOn({ root, postgresUrl, attacks: named }, onLine);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return new Map(attacks.map(({ name }) => [name, { name, error: message, seconds: 0 }]));
  } finally {
    if (root !== undefined) remove(root);
  }
}

/** The stacks share one PostgreSQL, each with databases of its own. */
async function withPostgres<T>(given: string | undefined, work: (url: string) => Promise<T>): Promise<T> {
  if (given !== undefined) return work(given);
  const folder = mkdtempSync(join(tmpdir(), 'visavis-attack-'));
  leavings.add(folder);
  const postgres = await startPostgres({
    dataDir: join(folder, 'postgres'),
    durable: false,
    maxConnections: 400,
    log: () => undefined,
  });
  try {
    // roles are the server's: made once, before stacks begin side by side
    await migrate(await ensureDatabase(postgres.url, 'attack_roles'));
    return await work(postgres.url);
  } finally {
    await postgres.stop();
    remove(folder);
  }
}

type Options = {
  /** Stacks. */
  atOnce?: number;
  size?: number;
  /** Superuser's, of a running server on which the schema was migrated before; without it one is started. */
  postgresUrl?: string;
};

/**
 * All attacks on one stack of the real tree, then each once more on a stack of a copy without the defence. Attacks of
 * the same `copy` share one.
 */
export function tryTogether(
  attacks: readonly AccessAttack[],
  progress: (line: string) => void,
  { atOnce = 2, size = 1, postgresUrl: given }: Options = {},
): Promise<Results> {
  return withPostgres(given, async postgresUrl => {
    const report = (where: string) => (line: Line) =>
      progress(
        `${line.name}: ${where} ${line.outcome ? (line.outcome.succeeded ? 'SUCCEEDED' : 'stopped') : 'COULD NOT BE TRIED'} (${line.seconds.toFixed(1)} s)`,
      );
    const copies = Map.groupBy(attacks, ({ copy }) => copy);
    const held = new Map<string, Line>();
    const work = async (waiting: Iterable<readonly AccessAttack[]>) => {
      for (const some of waiting)
        for (const [name, line] of await controls(some, postgresUrl, size, report('without its defence')))
          held.set(name, line);
    };
    const real = runOn(
      { root: projectRoot, postgresUrl, attacks: attacks.map(({ name }) => ({ name, size })) },
      report('for real'),
    );
    const waiting = copies.values();
    await Promise.all(Array.from({ length: atOnce - 1 }, () => work(waiting)));
    const lines = await real;
    await work(waiting);
    return resultsOf(attacks, lines, held);
  });
}

function resultsOf(
  attacks: readonly AccessAttack[],
  real: ReadonlyMap<string, Line>,
  held: ReadonlyMap<string, Line>,
): Results {
  const results: Results = { tried: [], errors: [] };
  for (const { name, by } of attacks) {
    const [one, other] = [real.get(name), held.get(name)];
    if (one?.outcome && other?.outcome)
      results.tried.push(tried(name, by, one.outcome, other.outcome, one.seconds + other.seconds));
    else results.errors.push({ name, error: one?.error ?? `control: ${other?.error ?? 'not tried'}` });
  }
  return results;
}

const tried = (name: string, by: string, real: Outcome, control: Outcome, seconds: number): Tried => ({
  name,
  stopped: !real.succeeded,
  by,
  control: control.succeeded ? 'succeeded' : 'failed',
  seen: real.seen,
  seenInControl: control.seen,
  seconds: Number(seconds.toFixed(1)),
});
