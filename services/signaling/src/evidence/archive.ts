import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { Zip, ZipPassThrough } from 'fflate';
import type { Storage } from '../storage/storage.ts';
import type { CollectedEvidence } from './collect.ts';

/**
 * Streams the evidence as a ZIP without compression (ciphertext does not shrink): `index.json`, then each segment.
 * Holds one chunk at a time; waits for a slow reader. The format without its 64-bit extension ends at 4 GiB, far
 * above what a call amounts to.
 * @throws when an object is missing: the archive then breaks off
 */
export async function writeArchive(
  target: Writable,
  { index, objects }: CollectedEvidence,
  storage: Storage,
): Promise<void> {
  let failure: Error | undefined;
  let full = false;
  const zip = new Zip((error, chunk) => {
    if (error) failure = error;
    else full = !target.write(chunk) || full;
  });
  const flush = async (): Promise<void> => {
    if (failure) throw failure;
    if (target.destroyed) throw new Error('the reader is gone');
    if (!full) return;
    full = false;
    if (target.writableNeedDrain) await Promise.race([once(target, 'drain'), once(target, 'close')]);
  };
  const begin = (path: string): ZipPassThrough => {
    const entry = new ZipPassThrough(path);
    zip.add(entry);
    return entry;
  };

  begin('index.json').push(Buffer.from(JSON.stringify(index)), true);
  for (const { path, key } of objects) {
    const entry = begin(path);
    for await (const chunk of await storage.read(key)) {
      entry.push(chunk as Buffer, false);
      await flush();
    }
    entry.push(new Uint8Array(0), true);
    await flush();
  }
  zip.end();
  await flush();
  target.end();
}
