import { spawn } from 'node:child_process';
import path from 'node:path';
import { projectDir } from './project.mjs';
import { SetupError } from './log.mjs';

/** Of a long output the beginning (npm's reason) and the end (a compiler's) are shown. */
const HEAD_LINES = 15;
const TAIL_LINES = 30;

/**
 * Runs a command without showing its output, unless it fails.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @throws {SetupError} with its output, shortened
 */
export async function run(command, args, { cwd = projectDir, env = process.env } = {}) {
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', data => (output += data));
  }
  const outcome = await new Promise(resolve => {
    child.on('error', error => resolve(error.message));
    child.on('close', (code, signal) => resolve(code === 0 ? undefined : `exit ${String(signal ?? code)}`));
  });
  if (outcome === undefined) return;
  throw new SetupError(`${[command, ...args].join(' ')} failed (${outcome}):\n${excerpt(output)}`);
}

function excerpt(output) {
  const lines = output.trimEnd().split('\n');
  if (lines.length <= HEAD_LINES + TAIL_LINES) return lines.join('\n');
  return [...lines.slice(0, HEAD_LINES), '…', ...lines.slice(-TAIL_LINES)].join('\n');
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
