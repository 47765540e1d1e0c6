import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from './lines.ts';
import { startOnAPort } from './port.ts';
import { findRunAs, postgresBinaries } from './postgres-binaries.ts';
import { DATABASE, prepareCluster, runningServer, SUPERUSER } from './postgres-cluster.ts';
import { StartError, superviseProcess, type SupervisedProcess } from './process.ts';
import { endWithParent } from './guard.ts';

export interface PostgresOptions {
  /** Folder of this server alone; made (0700) when missing. Any path will do: no socket file is used. */
  dataDir: string;
  /** Left out or 0: any free one. */
  port?: number;
  log: Log;
  /** False for tests only: faster, and not safe when the machine crashes (a killed process loses nothing). */
  durable?: boolean;
  maxConnections?: number;
  /** Further ones of the server, by their names. */
  settings?: Readonly<Record<string, string>>;
  onStart?: (pid: number) => void;
  onCrash?: (reason: string) => void;
}

export interface EmbeddedPostgres {
  /** Superuser's URL of database `visavis`; holds the password. */
  url: string;
  port: number;
  /** Of the postmaster; another one after a crash. */
  readonly pid: number;
  /** Fast shutdown: connections are cut, everything is written. */
  stop: () => Promise<void>;
}

const START_WITHIN_MS = 60_000;
/** A server told to quit at once kills its last children after 5 s. */
const LEAVE_WITHIN_MS = 15_000;
const RETRY_MS = 200;

/**
 * Starts a real PostgreSQL on 127.0.0.1, making the cluster on first use, and keeps it running on the same port.
 * Whatever was killed before at whatever moment is recovered from.
 *
 * @throws StartError when it cannot start, or another process runs this cluster and does not end within 15 s.
 */
export const startPostgres = async (options: PostgresOptions): Promise<EmbeddedPostgres> => {
  const dataDir = resolve(options.dataDir);
  const durable = options.durable ?? true;
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const binaries = await postgresBinaries();
  const runAs = findRunAs(dataDir, binaries);
  const { cluster, password } = await prepareCluster({ dataDir, binaries, runAs, durable });

  const start = (port: number): Promise<SupervisedProcess> => {
    // The guard stands innermost: a change of user or namespace would clear the parent-death signal.
    const [command, ...args] = runAs.wrap(
      endWithParent('QUIT', [binaries.postgres, '-D', cluster, ...settings({ ...options, durable, port })]),
    );
    return superviseProcess({
      name: 'postgres',
      command,
      args,
      env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' },
      // Not a folder that the user it runs as may be barred from; the server goes to its own at once.
      cwd: '/',
      log: options.log,
      ready: line => line.includes('database system is ready to accept connections'),
      readyWithinMs: START_WITHIN_MS,
      restart: true,
      beforeStart: () => awaitNoServer(cluster),
      onStart: options.onStart,
      onCrash: options.onCrash,
      stopSignal: 'SIGINT',
      orphanSignal: 'QUIT',
    });
  };
  const { port, server } = await startOnAPort(
    options.port ?? 0,
    // A killed server's last children leave a moment after it.
    /could not bind|pre-existing shared memory block|lock file "postmaster.pid" already exists/,
    start,
  );
  return {
    url: `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${DATABASE}`,
    port,
    get pid() {
      return server.pid;
    },
    stop: server.stop,
  };
};

/** A server whose launcher was killed is about to end; any other one has the folder in use. */
const awaitNoServer = async (cluster: string): Promise<void> => {
  const deadline = Date.now() + LEAVE_WITHIN_MS;
  for (let pid = runningServer(cluster); pid !== undefined; pid = runningServer(cluster)) {
    if (Date.now() > deadline) {
      throw new StartError('postgres', `process ${pid} runs on ${cluster} already`, '');
    }
    await sleep(RETRY_MS);
  }
};

const settings = (
  options: Pick<PostgresOptions, 'maxConnections' | 'settings'> & { port: number; durable: boolean },
): string[] =>
  Object.entries({
    port: options.port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: options.maxConnections ?? 200,
    shared_buffers: '64MB',
    jit: 'off',
    timezone: 'UTC',
    // Statements and the details of errors hold personal data, which no log may.
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_line_prefix: '',
    log_checkpoints: 'off',
    log_destination: 'stderr',
    logging_collector: 'off',
    ...(options.durable ? {} : { fsync: 'off', full_page_writes: 'off', autovacuum: 'off' }),
    ...options.settings,
  }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
