/** Where the worker's source lies and where a finished worker is kept. */
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const projectDir = fileURLToPath(new URL('../..', import.meta.url));

/** Our part of the build: CMake file, compatibility headers, patches. */
export const nativeDir = fileURLToPath(new URL('native', import.meta.url));

/** @returns {{ dir: string, version: string }} the installed npm package `mediasoup` */
export function mediasoupPackage() {
  const dir = ['services/sfu/node_modules', 'node_modules']
    .map(folder => path.join(projectDir, folder, 'mediasoup'))
    .find(folder => existsSync(path.join(folder, 'package.json')));
  if (!dir) throw new Error('The npm package mediasoup is not installed; run npm ci first.');
  return { dir, version: JSON.parse(readFileSync(path.join(dir, 'package.json'), 'utf8')).version };
}

/**
 * The same worker of our own for the same version, machine and build recipe: a changed patch asks for a new build.
 * @param {string} version of mediasoup
 */
export function builtKey(version) {
  return `${version}-${process.platform}-${process.arch}-${recipeHash()}`;
}

/** @param {string} version of mediasoup */
export function publishedKey(version) {
  return `${version}-${process.platform}-${process.arch}-published`;
}

/** Folders that may hold workers, the preferred one first. */
export function cacheRoots() {
  const home = process.env.XDG_CACHE_HOME || path.join(process.env.HOME || os.homedir(), '.cache');
  return [path.join(home, 'visavis', 'worker'), path.join(projectDir, '.cache', 'worker')];
}

/** @returns {string} the first of them that can be written to, created */
export function writableCacheRoot() {
  for (const root of cacheRoots()) {
    try {
      mkdirSync(root, { recursive: true });
      accessSync(root, constants.W_OK);
      return root;
    } catch {
      // a home that is missing or not ours; the project's own folder is next
    }
  }
  throw new Error(`No folder for the mediasoup worker can be written to: ${cacheRoots().join(', ')}`);
}

function recipeHash() {
  const hash = createHash('sha256');
  for (const file of filesBelow(nativeDir)) {
    hash
      .update(`${path.relative(nativeDir, file)}\0`)
      .update(readFileSync(file))
      .update('\0');
  }
  return hash.digest('hex').slice(0, 12);
}

function filesBelow(dir) {
  return readdirSync(dir, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(entry => {
      const file = path.join(dir, entry.name);
      return entry.isDirectory() ? filesBelow(file) : [file];
    });
}
