/** npm dependencies, exactly as package-lock.json says, with only the install scripts that are needed. */
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { log } from '../lib/log.mjs';
import { inProject, isWritable } from '../lib/project.mjs';
import { run, systemEnv } from '../lib/run.mjs';
import { hashOf, isStamped, writeStamp } from '../lib/stamp.mjs';

/** Inside node_modules: gone whenever node_modules is. */
const stamp = inProject('node_modules', '.visavis', 'dependencies');

export async function ensureDependencies() {
  const hash = hashOf(inProject(), ['package-lock.json', ...manifests()]);
  if (isStamped(stamp, hash) && existsSync(inProject('node_modules', '.bin', 'node'))) return;
  const npm = args => run('npm', [...args, '--loglevel=error', ...npmCache()], { env: systemEnv() });
  if (!isInstalled()) {
    log('installing npm packages, about a minute');
    // Development packages too, whatever NODE_ENV says: the webs are built here.
    await npm(['ci', '--ignore-scripts', '--include=dev', '--include=optional', '--no-audit', '--no-fund']);
  }
  log('running the install scripts that are needed');
  await npm(['rebuild', '--foreground-scripts', ...packagesWithScripts()]);
  writeStamp(stamp, hash);
}

const readJson = file => JSON.parse(readFileSync(file, 'utf8'));

/** package.json of the project and of each workspace, relative to the project. */
function manifests() {
  const folders = readJson(inProject('package.json')).workspaces.flatMap(pattern => {
    const [parent, rest] = pattern.split('/');
    return rest === '*' ? listOr(inProject(parent)).map(name => path.join(parent, name)) : [pattern];
  });
  return ['package.json', ...folders.sort().map(folder => path.join(folder, 'package.json'))];
}

function listOr(dir) {
  return existsSync(dir) ? readdirSync(dir) : [];
}

/**
 * npm's record of what it installed, written when it is through, against the lock file; so that a
 * developer's own `npm install` is not thrown away. Packages for other platforms may be missing.
 */
function isInstalled() {
  const record = inProject('node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const installed = readJson(record).packages;
  return Object.entries(readJson(inProject('package-lock.json')).packages)
    .filter(([where, entry]) => where.startsWith('node_modules/') && !isForeign(entry))
    .every(([where, entry]) => {
      const found = installed[where];
      return found && found.version === entry.version && existsSync(inProject(where));
    });
}

function isForeign({ optional, os: systems, cpu, libc }) {
  const excludes = (list, value) => list && !list.includes(value);
  // An optional package for this very platform, but another C library: npm decides, not we.
  return Boolean(optional && (excludes(systems, process.platform) || excludes(cpu, process.arch) || libc));
}

/** Those that package.json's allowScripts allows and that are there on this platform. */
function packagesWithScripts() {
  return Object.entries(readJson(inProject('package.json')).allowScripts)
    .filter(([name, isAllowed]) => isAllowed && existsSync(inProject('node_modules', name)))
    .map(([name]) => name);
}

/** A user without a home of its own (a service account) gets npm's cache inside the project. */
function npmCache() {
  const home = process.env.HOME || os.homedir();
  if (process.env.npm_config_cache && isWritable(process.env.npm_config_cache)) return [];
  if (isWritable(path.join(home, '.npm')) || (!existsSync(path.join(home, '.npm')) && isWritable(home)))
    return [];
  const cache = inProject('.cache', 'npm');
  mkdirSync(cache, { recursive: true });
  return ['--cache', cache];
}
