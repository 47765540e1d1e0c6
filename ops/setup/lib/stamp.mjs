/**
 * Stamps: a step that is done leaves the hash of what it was done from. Written last, so that
 * a step killed half-way is done again.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** @returns {boolean} whether the step was finished from just this input */
export function isStamped(file, hash) {
  try {
    return readFileSync(file, 'utf8') === hash;
  } catch {
    return false;
  }
}

export function clearStamp(file) {
  rmSync(file, { force: true });
}

export function writeStamp(file, hash) {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, hash);
  renameSync(`${file}.new`, file);
}

/**
 * @param {string} base names in the hash are relative to it, so that a moved project stays done
 * @param {string[]} entries files and folders below it; missing ones count as empty
 * @param {(name: string) => boolean} [isSkipped] file and folder names to leave out
 */
export function hashOf(base, entries, isSkipped = () => false) {
  const hash = createHash('sha256');
  for (const file of entries.flatMap(entry => filesOf(path.join(base, entry), isSkipped))) {
    hash
      .update(`${path.relative(base, file)}\0`)
      .update(readFileSync(file))
      .update('\0');
  }
  return hash.digest('hex');
}

function filesOf(entry, isSkipped) {
  const stat = statSync(entry, { throwIfNoEntry: false });
  if (!stat) return [];
  if (!stat.isDirectory()) return [entry];
  return readdirSync(entry)
    .filter(name => !isSkipped(name))
    .sort()
    .flatMap(name => filesOf(path.join(entry, name), isSkipped));
}
