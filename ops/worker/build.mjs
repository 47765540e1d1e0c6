/** Our own build of the worker from the C++ source inside mediasoup's npm package. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fetchLibsrtp } from './libsrtp.mjs';
import { applyPatches } from './patch.mjs';
import { nativeDir } from './paths.mjs';

/** What of the package's folder `worker` takes part in the build. */
const SOURCE_FOLDERS = ['src', 'include', 'fbs', 'deps'];

/**
 * @param {{ packageDir: string, dir: string, log: (line: string) => void }} options
 *   the installed package `mediasoup`; an empty folder to build in; where progress goes
 * @returns {Promise<string>} the built file
 * @throws with the end of the compiler's output if it does not build
 */
export async function buildWorker({ packageDir, dir, log }) {
  const source = path.join(dir, 'source');
  for (const folder of SOURCE_FOLDERS) {
    cpSync(path.join(packageDir, 'worker', folder), path.join(source, folder), { recursive: true });
  }
  applyPatches(source);

  const libsrtp = fetchLibsrtp(path.join(dir, 'libsrtp'));
  if (!libsrtp) {
    log(
      'mediasoup worker: no source of libsrtp to be had, using the installed library (slower with Debian’s)',
    );
  }
  const build = path.join(dir, 'build');
  mkdirSync(build);
  const settings = {
    CMAKE_BUILD_TYPE: 'Release',
    WORKER_SOURCE: source,
    ...(libsrtp && { LIBSRTP_SOURCE: libsrtp }),
  };
  const defines = Object.entries(settings).map(([name, value]) => `-D${name}=${value}`);
  await run('cmake', ['-G', 'Ninja', '-S', nativeDir, '-B', build, ...defines]);
  await run('ninja', ['-C', build, 'mediasoup-worker'], percentages(log));

  const file = path.join(build, 'mediasoup-worker');
  if (!existsSync(file)) throw new Error('ninja reported success but left no mediasoup worker.');
  return file;
}

/** Turns ninja's `[done/total] …` into a line every ten per cent. */
function percentages(log) {
  let shown = 0;
  return line => {
    const [, done, total] = /^\[(\d+)\/(\d+)\]/.exec(line) ?? [];
    const tenths = Math.floor((Number(done) / Number(total)) * 10);
    if (!(tenths > shown)) return;
    shown = tenths;
    log(`mediasoup worker: ${String(tenths * 10)} %`);
  };
}

async function run(command, args, onLine = () => {}) {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const tail = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', line => {
      onLine(line);
      tail.push(line);
      if (tail.length > 40) tail.shift();
    });
  }
  const stopChild = () => child.kill();
  process.once('exit', stopChild);
  const [code, signal] = await once(child, 'close').finally(() => process.off('exit', stopChild));
  if (code !== 0) {
    throw new Error(
      `${command} failed (${String(signal ?? code)}) on the mediasoup worker:\n${tail.join('\n')}`,
    );
  }
}
