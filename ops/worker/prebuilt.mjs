/** The worker that mediasoup's maintainers publish with each release. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

const RELEASES = 'https://github.com/versatica/mediasoup/releases/download';
/** A closed network often drops packets silently; waiting longer would only delay the build. */
const CONNECT_TIMEOUT_MS = 4_000;
const DOWNLOAD_TIMEOUT_MS = 60_000;

/** Whether the published worker may be used. The environment variables here are mediasoup's own. */
export const mayUsePrebuilt = () => !process.env.MEDIASOUP_SKIP_WORKER_PREBUILT_DOWNLOAD;

/**
 * Downloads and unpacks it.
 *
 * @param {string} version of mediasoup
 * @param {string} dir an empty folder
 * @returns {Promise<string | undefined>} the file, or undefined if it cannot be had
 */
export async function downloadPrebuilt(version, dir) {
  if (!mayUsePrebuilt()) return undefined;
  const base = process.env.MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL || RELEASES;
  const abort = new AbortController();
  const connecting = setTimeout(() => abort.abort(), CONNECT_TIMEOUT_MS);
  const downloading = setTimeout(() => abort.abort(), DOWNLOAD_TIMEOUT_MS);
  try {
    const response = await fetch(`${base}/${version}/${archiveName(version)}`, { signal: abort.signal });
    clearTimeout(connecting);
    if (!response.ok || !response.body) return undefined;
    const tar = spawn('tar', ['-xz', '-C', dir], { stdio: ['pipe', 'ignore', 'ignore'] });
    const closed = once(tar, 'close');
    await pipeline(Readable.fromWeb(response.body), tar.stdin);
    if ((await closed)[0] !== 0) return undefined;
    const file = path.join(dir, 'mediasoup-worker');
    chmodSync(file, 0o755);
    return file;
  } catch {
    return undefined; // no network, no such release, no tar: the build is next
  } finally {
    clearTimeout(connecting);
    clearTimeout(downloading);
  }
}

function archiveName(version) {
  const kernel = os.platform() === 'linux' ? `-kernel${os.release().split('.')[0]}` : '';
  return `mediasoup-worker-${version}-${os.platform()}-${os.arch()}${kernel}.tgz`;
}
