/** Textual changes to a copy of mediasoup's source, listed with their reasons in native/patches.json. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { nativeDir } from './paths.mjs';

/**
 * @param {string} sourceDir copy of the package's folder `worker`
 * @throws if a text to be replaced is not there exactly once: mediasoup changed, and somebody must look
 */
export function applyPatches(sourceDir) {
  const patches = JSON.parse(readFileSync(path.join(nativeDir, 'patches.json'), 'utf8'));
  for (const { file, find, replace } of patches) {
    const target = path.join(sourceDir, file);
    const parts = readFileSync(target, 'utf8').split(find);
    if (parts.length !== 2) {
      throw new Error(
        `The patch of mediasoup's ${file} does not fit this version: "${find}" occurs ` +
          `${String(parts.length - 1)} times instead of once. Review ops/worker/native/patches.json.`,
      );
    }
    writeFileSync(target, parts.join(replace));
  }
}
