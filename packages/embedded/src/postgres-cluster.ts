import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import { rm } from 'node:fs/promises';
import { once } from 'node:events';
import { basename, dirname, join } from 'node:path';
import { endWithParent, type Command } from './guard.ts';
import { createTail, eachLine } from './lines.ts';
import type { PostgresBinaries, RunAs } from './postgres-binaries.ts';

export const SUPERUSER = 'postgres';
export const DATABASE = 'visavis';

const isErrno = (error: unknown, ...codes: string[]): boolean =>
  error instanceof Error && codes.includes((error as NodeJS.ErrnoException).code ?? '');

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isErrno(error, 'EPERM');
  }
};

/** Writes a secret that is either wholly there or not at all; the first writer wins. */
const readOrMakePassword = (path: string): string => {
  const draft = `${path}.${process.pid}-${randomBytes(4).toString('hex')}`;
  if (!fs.existsSync(path)) {
    fs.writeFileSync(draft, randomBytes(24).toString('base64url'), { mode: 0o600, flush: true });
    try {
      fs.linkSync(draft, path);
    } catch (error) {
      if (!isErrno(error, 'EEXIST')) throw error;
    } finally {
      fs.rmSync(draft);
    }
  }
  return fs.readFileSync(path, 'utf8');
};

const run = async (runAs: RunAs, command: Command, input?: string): Promise<void> => {
  const [program, ...args] = runAs.wrap(endWithParent('KILL', command));
  const child = spawn(program, args, { env: { PATH: process.env.PATH, LC_ALL: 'C' } });
  const tail = createTail();
  eachLine(child.stdout, tail.add);
  eachLine(child.stderr, tail.add);
  child.stdin.on('error', () => undefined);
  child.stdin.end(input ?? '');
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`${basename(command[0])} failed:\n${tail.text()}`);
};

const chownTree = (path: string, uid: number): void => {
  fs.lchownSync(path, uid, uid);
  if (!fs.lstatSync(path).isDirectory()) return;
  for (const name of fs.readdirSync(path)) chownTree(join(path, name), uid);
};

/** Half-made clusters of processes that are gone; what such a one had started may write on for a moment. */
const removeLeftovers = async (dataDir: string): Promise<void> => {
  for (const name of fs.readdirSync(dataDir)) {
    const pid = /^cluster\.init-(\d+)-/.exec(name)?.[1];
    if (pid === undefined || isAlive(Number(pid))) continue;
    await rm(join(dataDir, name), { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  }
};

export interface ClusterFolder {
  dataDir: string;
  binaries: PostgresBinaries;
  runAs: RunAs;
  /** False for tests only: nothing is forced to disk. */
  durable: boolean;
}

/**
 * Makes the cluster `dataDir/cluster` on first use and returns it with its superuser's password. It is made under another
 * name and renamed when complete, so that a kill at any moment leaves either none or a whole one.
 */
export const prepareCluster = async (
  folder: ClusterFolder,
): Promise<{ cluster: string; password: string }> => {
  const { dataDir, runAs } = folder;
  const cluster = join(dataDir, 'cluster');
  const passwordFile = join(dataDir, 'superuser-password');
  const password = readOrMakePassword(passwordFile);
  await removeLeftovers(dataDir);
  if (!fs.existsSync(cluster)) await makeCluster(folder, cluster, password);
  if (fs.statSync(cluster).uid !== runAs.owner) chownTree(cluster, runAs.owner);
  return { cluster, password };
};

const makeCluster = async (folder: ClusterFolder, cluster: string, password: string): Promise<void> => {
  const { binaries, durable, runAs } = folder;
  const draft = fs.mkdtempSync(`${cluster}.init-${process.pid}-`);
  fs.chownSync(draft, runAs.owner, runAs.owner);
  const data = join(draft, 'data');
  const passwordFile = join(draft, 'password');
  fs.writeFileSync(passwordFile, password, { mode: 0o600 });
  fs.chownSync(passwordFile, runAs.owner, runAs.owner);
  await run(runAs, [
    binaries.initdb,
    `--pgdata=${data}`,
    `--username=${SUPERUSER}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    '--data-checksums',
    ...(durable ? [] : ['--no-sync']),
  ]);
  // Single-user mode needs no port, and the database is there before anyone can connect.
  await run(runAs, [binaries.postgres, '--single', '-D', data, 'postgres'], `CREATE DATABASE ${DATABASE}\n`);
  try {
    fs.renameSync(data, cluster);
  } catch (error) {
    // Another process was first: its cluster is as good, and has the same password.
    if (!isErrno(error, 'ENOTEMPTY', 'EEXIST')) throw error;
  }
  fs.rmSync(draft, { recursive: true, force: true });
  const parent = fs.openSync(dirname(cluster), 'r');
  fs.fsyncSync(parent);
  fs.closeSync(parent);
};

/**
 * The process that runs this cluster already, if there is one. A `postmaster.pid` that names a process which is gone, or
 * one that has since become something else (process ids are reused soon in containers), is removed: PostgreSQL itself
 * only asks whether the number is in use, and would refuse to start.
 */
export const runningServer = (cluster: string): number | undefined => {
  const lockFile = join(cluster, 'postmaster.pid');
  let pid: number;
  try {
    pid = Number(fs.readFileSync(lockFile, 'utf8').split('\n')[0]);
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return undefined;
    throw error;
  }
  if (Number.isInteger(pid) && pid > 0 && isAlive(pid) && worksIn(pid, cluster)) return pid;
  fs.rmSync(lockFile, { force: true });
  return undefined;
};

const worksIn = (pid: number, folder: string): boolean => {
  if (process.platform !== 'linux') return true;
  try {
    return fs.readlinkSync(`/proc/${pid}/cwd`) === fs.realpathSync(folder);
  } catch (error) {
    // A process of another user cannot be ours to judge; one that is gone is gone.
    return isErrno(error, 'EACCES', 'EPERM');
  }
};
