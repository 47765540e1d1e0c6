/** `npm run check`: formatting, types, lint and unused code; every one is run and the first failure is not the last word. */
import { spawnSync } from 'node:child_process';

const checks: [name: string, command: string, ...args: string[]][] = [
  ['formatting', 'prettier', '--check', '--log-level', 'warn', '.'],
  ['types (node)', 'tsc', '-p', '.'],
  ['types (packages/ui)', 'tsc', '-p', 'packages/ui'],
  ['types (packages/call)', 'tsc', '-p', 'packages/call'],
  ['types (web/customer)', 'tsc', '-p', 'web/customer'],
  ['types (web/agent)', 'tsc', '-p', 'web/agent'],
  ['lint', 'eslint', '--max-warnings', '0', '--cache', '--cache-location', '.cache/eslint', '.'],
  ['unused code', 'knip', '--no-progress'],
];

const failed = checks.filter(([name, command, ...args]) => {
  const { status } = spawnSync(command, args, { stdio: 'inherit' });
  console.log(`${status === 0 ? 'ok    ' : 'FAILED'}  ${name}`);
  return status !== 0;
});
process.exitCode = failed.length === 0 ? 0 : 1;
