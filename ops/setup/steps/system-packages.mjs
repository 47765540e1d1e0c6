/** Programs and libraries of the operating system, listed in system-packages.json. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { log, SetupError } from '../lib/log.mjs';
import { hasCommand } from '../lib/project.mjs';
import { run, systemEnv } from '../lib/run.mjs';

const packages = JSON.parse(readFileSync(new URL('../system-packages.json', import.meta.url), 'utf8'));

/**
 * Installs what is missing where that is possible (Debian or Ubuntu, as root).
 *
 * @param {('worker' | 'test')[]} purposes
 * @throws {SetupError} naming the command to run
 */
export async function ensureSystemPackages(purposes) {
  const names = missing(purposes);
  if (names.length === 0) return;
  const isRoot = process.getuid?.() === 0;
  if (!isRoot || !hasCommand('apt-get')) throw new SetupError(request(names));

  log(`installing system packages, a minute or two: ${names.join(' ')}`);
  const env = { ...systemEnv(), DEBIAN_FRONTEND: 'noninteractive' };
  const apt = args => run('apt-get', ['-q', '-y', '-o', 'DPkg::Lock::Timeout=300', ...args], { env });
  // One archive of many being out of reach need not matter; the installation will tell.
  await apt(['update']).catch(() => undefined);
  await apt(['install', '--no-install-recommends', ...names]);
  const still = missing(purposes);
  if (still.length > 0) throw new SetupError(request(still));
}

function missing(purposes) {
  return purposes
    .flatMap(purpose => packages[purpose])
    .filter(entry => !isThere(entry))
    .map(entry => entry.debian);
}

function isThere({ env, commands = [], headers = [] }) {
  if (env && process.env[env]) return true;
  return commands.some(hasCommand) || headers.some(hasHeader);
}

const hasHeader = header =>
  ['/usr/include', '/usr/local/include'].some(dir => existsSync(path.join(dir, header)));

function request(names) {
  const list = names.join(' ');
  return hasCommand('apt-get')
    ? `These system packages are missing. Please install them, then start again:\n\n` +
        `  sudo apt-get update && sudo apt-get install --yes --no-install-recommends ${list}\n`
    : `These system packages (Debian's names) are missing. Please install your system's equivalents, then start again:\n\n  ${list}\n`;
}
