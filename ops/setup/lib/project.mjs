import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectDir = fileURLToPath(new URL('../../..', import.meta.url));

/** The set-up's own files: lock, stamps, half-built things. Outside node_modules, which npm empties. */
export const stateDir = path.join(projectDir, '.cache', 'setup');

/** @param {string[]} parts */
export const inProject = (...parts) => path.join(projectDir, ...parts);

/** @param {string} dir */
export function isWritable(dir) {
  try {
    accessSync(dir, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * @param {string} name of a command
 * @returns {boolean} whether it is on the PATH, or in an administrator's folders
 */
export function hasCommand(name) {
  const dirs = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/sbin', '/sbin'];
  return dirs.some(dir => {
    try {
      accessSync(path.join(dir, name), constants.X_OK);
      return dir !== '';
    } catch {
      return false;
    }
  });
}
