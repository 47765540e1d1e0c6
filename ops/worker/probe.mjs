/** Does a worker binary run on this machine? */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Exit status of a worker that was not started by mediasoup (worker/src/main.cpp). */
const NOT_STARTED_BY_MEDIASOUP = 41;
const START_TIMEOUT_MS = 20_000;

/**
 * Quick: the binary loads (libc, shared libraries, processor) and is a mediasoup worker.
 * @param {string} file
 */
export function isWorker(file) {
  return (
    existsSync(file) && spawnSync(file, { env: {}, stdio: 'ignore' }).status === NOT_STARTED_BY_MEDIASOUP
  );
}

/**
 * Thorough: the worker initialises libuv, OpenSSL and libsrtp and says so on its channel
 * (descriptors 3 and 4, as mediasoup starts it).
 *
 * @param {string} file
 * @param {string} version of mediasoup
 * @returns {Promise<string | undefined>} what went wrong
 */
export function startFault(file, version) {
  return new Promise(resolve => {
    const worker = spawn(file, ['--logLevel=warn'], {
      env: { ...process.env, MEDIASOUP_VERSION: version },
      stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
    });
    let complaint = '';
    const end = fault => {
      clearTimeout(timer);
      worker.kill('SIGKILL');
      resolve(fault);
    };
    const timer = setTimeout(() => end('it did not get ready'), START_TIMEOUT_MS);
    worker.stderr.on('data', data => (complaint += data));
    worker.on('error', error => end(error.message));
    worker.on('close', (code, signal) => end(`it ended with ${signal ?? code}: ${complaint.slice(-500)}`));
    worker.stdio[4].once('data', () => end(undefined));
  });
}
