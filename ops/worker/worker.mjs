/**
 * Provides the mediasoup worker, the C++ process that forwards the media, in the version of the
 * installed npm package: MEDIASOUP_WORKER_BIN, else the published binary, else our own build.
 * Plain JavaScript for Node 20: it runs during set-up. As a program it prints the path.
 */
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { withLock } from '../setup/lib/lock.mjs';
import { SetupError } from '../setup/lib/log.mjs';
import { buildWorker } from './build.mjs';
import { builtKey, cacheRoots, mediasoupPackage, publishedKey, writableCacheRoot } from './paths.mjs';
import { downloadPrebuilt, mayUsePrebuilt } from './prebuilt.mjs';
import { isWorker, startFault } from './probe.mjs';

/**
 * The worker if it is there already; builds and downloads nothing.
 * @returns {string | undefined}
 */
export function workerPath() {
  if (process.env.MEDIASOUP_WORKER_BIN) return process.env.MEDIASOUP_WORKER_BIN;
  const { version } = mediasoupPackage();
  const keys = [builtKey(version), ...(mayUsePrebuilt() ? [publishedKey(version)] : [])];
  return keys
    .flatMap(key => cacheRoots().map(root => path.join(root, key, 'mediasoup-worker')))
    .find(isWorker);
}

/**
 * Whether a worker was built here with the patches as they are now, and so negotiates what they say.
 * @param {string} file as `workerPath` gives it
 */
export function isOwnBuild(file) {
  return path.basename(path.dirname(file)) === builtKey(mediasoupPackage().version);
}

/**
 * The worker, got or built if need be (about three minutes on two cores).
 *
 * @param {{ log: (line: string) => void, beforeBuild?: () => void | Promise<void> }} options
 *   where progress goes; what to do before a build (set-up installs compilers there)
 * @returns {Promise<string>} absolute path of an executable that has been started once
 */
export async function ensureWorker({ log, beforeBuild = () => {} }) {
  const present = workerPath();
  if (present !== undefined) {
    if (isWorker(present)) return present;
    throw new SetupError(
      `MEDIASOUP_WORKER_BIN=${present} is not a mediasoup worker that runs on this machine.`,
    );
  }
  const root = writableCacheRoot();
  const { dir: packageDir, version } = mediasoupPackage();
  const key = builtKey(version);
  const provide = async () => {
    const meanwhile = workerPath();
    if (meanwhile !== undefined) return meanwhile;
    removeLeftovers(root, key);
    const dir = mkdtempSync(path.join(root, `${key}.tmp-`));
    try {
      const { file, key: kept } = await obtain({ packageDir, version, dir, log, beforeBuild });
      return keep(file, path.join(root, kept), dir);
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  };
  return withLock(path.join(root, `${key}.lock`), provide, pid =>
    log(`mediasoup worker: process ${String(pid)} is getting it, waiting for that`),
  );
}

async function obtain({ packageDir, version, dir, log, beforeBuild }) {
  const [download, build] = ['download', 'work'].map(name => path.join(dir, name));
  mkdirSync(download);
  mkdirSync(build);
  if (mayUsePrebuilt()) log(`mediasoup worker ${version}: looking for the published binary`);
  const published = await downloadPrebuilt(version, download);
  if (published && isWorker(published) && (await startFault(published, version)) === undefined)
    return { file: published, key: publishedKey(version) };

  await beforeBuild();
  log('mediasoup worker: no published binary; building it, once, about three minutes');
  const built = await buildWorker({ packageDir, dir: build, log });
  const fault = isWorker(built) ? await startFault(built, version) : 'it does not run';
  if (fault) throw new Error(`The mediasoup worker was built but fails: ${fault}`);
  return { file: built, key: builtKey(version) };
}

/** Complete or not at all: the name in the cache appears by one rename on the same disk. */
function keep(candidate, target, dir) {
  const complete = path.join(dir, 'mediasoup-worker');
  copyFileSync(candidate, complete);
  mkdirSync(target, { recursive: true });
  const file = path.join(target, 'mediasoup-worker');
  renameSync(complete, file);
  return file;
}

/**
 * What earlier, killed runs left. The lock is ours; at most an orphaned ninja still writes in
 * there, and stops when its files are gone.
 */
function removeLeftovers(root, key) {
  for (const name of readdirSync(root)) {
    if (!name.startsWith(`${key}.tmp-`)) continue;
    rmSync(path.join(root, name), { recursive: true, force: true, maxRetries: 20 });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log(await ensureWorker({ log: line => console.error(line) }));
}
