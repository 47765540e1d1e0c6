import { spawnSync } from 'node:child_process';

/** TypeScript 7, five times as fast; the linter's type information still needs 6. */
const tsc = 'node_modules/typescript-native/bin/tsc';

const checks: [name: string, command: string, ...args: string[]][] = [
  ['formatting', 'prettier', '--check', '--log-level', 'warn', '.'],
  ['types of services, packages and ops', tsc, '-p', '.'],
  ['types of packages/ui', tsc, '-p', 'packages/ui'],
  ['types of packages/call', tsc, '-p', 'packages/call'],
  ['types of web/customer', tsc, '-p', 'web/customer'],
  ['types of web/agent', tsc, '-p', 'web/agent'],
  ['lint', 'eslint', '--max-warnings', '0', '--cache', '--cache-location', '.cache/eslint', '.'],
  ['unused code', 'knip', '--no-progress'],
];

/** Runs every check: the first failure is not the last word. */
export function runChecks(): { name: string; ok: boolean }[] {
  return checks.map(([name, command, ...args]) => {
    const ok = spawnSync(command, args, { stdio: 'inherit' }).status === 0;
    console.log(`${ok ? 'ok    ' : 'FAILED'}  ${name}`);
    return { name, ok };
  });
}
