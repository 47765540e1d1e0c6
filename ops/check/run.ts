import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { availableParallelism } from 'node:os';

/** What a check remembers of files that have not changed since. */
const cache = '.cache';

/** TypeScript 7, five times as fast; the linter's type information still needs 6. */
const types = (project: string) => [
  'node_modules/typescript-native/bin/tsc',
  ...['-p', project, '--incremental', '--tsBuildInfoFile', `${cache}/types/${project}.tsbuildinfo`],
];

/** The longest first: others run beside it. */
const checks: [name: string, ...command: string[]][] = [
  ['lint', 'eslint', '--max-warnings', '0', '--cache', '--cache-location', `${cache}/eslint`, '.'],
  [
    'formatting',
    ...['prettier', '--check', '--cache', '--cache-location', `${cache}/prettier`],
    ...['--log-level', 'warn', '.'],
  ],
  ['types of services, packages and ops', ...types('.')],
  ['types of packages/ui', ...types('packages/ui')],
  ['types of packages/call', ...types('packages/call')],
  ['types of web/customer', ...types('web/customer')],
  ['types of web/agent', ...types('web/agent')],
  ['unused code', 'knip', '--no-progress'],
];

export type CheckResult = { name: string; ok: boolean };

/** What a check says is printed when it has ended. */
async function runCheck([name, command = '', ...args]: (typeof checks)[number]): Promise<CheckResult> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<boolean>(resolve => {
    child.once('error', () => resolve(false));
    child.once('close', code => resolve(code === 0));
  });
  const [said, complained, ok] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  process.stdout.write(said);
  process.stderr.write(complained);
  console.log(`${ok ? 'ok    ' : 'FAILED'}  ${name}`);
  return { name, ok };
}

/** Runs every check, as many at a time as there are cores: the first failure is not the last word. */
export async function runChecks(): Promise<CheckResult[]> {
  const open = [...checks];
  const results: CheckResult[] = [];
  const work = async () => {
    for (let check = open.shift(); check; check = open.shift()) results.push(await runCheck(check));
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return results;
}
