import { spawn } from 'node:child_process';
import path from 'node:path';
import { projectDir } from './project.mjs';
import { SetupError } from './log.mjs';

const TAIL_LINES = 40;

/**
 * Runs a command without showing its output, unless it fails.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @throws {SetupError} with the end of its output
 */
export async function run(command, args, { cwd = projectDir, env = process.env } = {}) {
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', data => (output = (output + data).slice(-20_000)));
  }
  const outcome = await new Promise(resolve => {
    child.on('error', error => resolve(error.message));
    child.on('close', (code, signal) => resolve(code === 0 ? undefined : `exit ${String(signal ?? code)}`));
  });
  if (outcome === undefined) return;
  const tail = output.trimEnd().split('\n').slice(-TAIL_LINES).join('\n');
  throw new SetupError(`${[command, ...args].join(' ')} failed (${outcome}):\n${tail}`);
}

/**
 * The environment with the system's own node first again: npm puts node_modules/.bin first, and
 * the Node in there is what is being installed.
 */
export function systemEnv() {
  const dirs = (process.env.PATH ?? '').split(path.delimiter);
  const kept = dirs.filter(dir => !dir.includes(`${path.sep}node_modules${path.sep}`));
  return { ...process.env, PATH: kept.join(path.delimiter) };
}
