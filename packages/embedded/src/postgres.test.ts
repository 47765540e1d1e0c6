import { spawn } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { eachLine } from './lines.ts';
import { startPostgres, type EmbeddedPostgres, type PostgresOptions } from './postgres.ts';

let parent: string;
let options: PostgresOptions;
const started: { stop: () => Promise<void> }[] = [];

beforeEach(() => {
  // Only its owner may enter, and the name needs care.
  parent = fs.mkdtempSync(join(tmpdir(), "visavis pg'test-"));
  options = { dataDir: join(parent, 'x'.repeat(120), 'postgres'), log: () => undefined, durable: false };
});

afterEach(async () => {
  await Promise.all(started.splice(0).map(({ stop }) => stop()));
  fs.rmSync(parent, { recursive: true, force: true });
});

const start = async (more: Partial<PostgresOptions> = {}): Promise<EmbeddedPostgres> => {
  const server = await startPostgres({ ...options, ...more });
  started.push(server);
  return server;
};

const query = async <T>(url: string, run: (sql: postgres.Sql) => Promise<T>): Promise<T> => {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    return await run(sql);
  } finally {
    await sql.end();
  }
};

test('only the password opens it, and only its owner may read that', async () => {
  const server = await start();
  expect(await query(server.url, sql => sql`select current_database() as name`)).toEqual([
    { name: 'visavis' },
  ]);
  const wrong = new URL(server.url);
  wrong.password = 'wrong';
  await expect(query(wrong.href, sql => sql`select 1`)).rejects.toThrow(/password authentication failed/);
  expect(fs.statSync(join(options.dataDir, 'superuser-password')).mode & 0o777).toBe(0o600);
  const settings = await query(
    server.url,
    sql => sql`select current_setting('listen_addresses') as addresses`,
  );
  expect(settings).toEqual([{ addresses: '127.0.0.1' }]);
});

test('a killed server comes back by itself on its port with what was committed', async () => {
  let startedAgain: () => void;
  const again = new Promise<void>(resolve => (startedAgain = resolve));
  const pids: number[] = [];
  const server = await start({
    durable: true,
    onStart: pid => {
      pids.push(pid);
      if (pids.length === 2) startedAgain();
    },
  });
  await query(server.url, sql => sql`create table kept as select 1 as value`);
  process.kill(server.pid, 'SIGKILL');
  await again;
  expect(server.pid).not.toBe(pids[0]);
  expect(await query(server.url, sql => sql`select value from kept`)).toEqual([{ value: 1 }]);
});

/** A launcher of its own that can be killed; resolves with its URL, or when it says `until`. */
const launch = async (until: RegExp): Promise<{ line: string; kill: () => Promise<void> }> => {
  const module = fileURLToPath(new URL('./postgres.ts', import.meta.url));
  const script = `
    const { startPostgres } = await import(${JSON.stringify(module)});
    const log = (line) => console.log(line);
    const server = await startPostgres({ ...${JSON.stringify(options)}, log });
    console.log('URL ' + server.url);`;
  const launcher = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(launcher, 'exit');
  const line = await new Promise<string>(resolve =>
    eachLine(launcher.stdout, text => until.test(text) && resolve(text)),
  );
  return {
    line,
    kill: async () => {
      launcher.kill('SIGKILL');
      await exited;
    },
  };
};

test('when the launcher is killed the server goes too, and the next launcher has the data', async () => {
  const { line, kill } = await launch(/^URL /);
  const url = line.slice(4);
  await query(url, sql => sql`create table kept as select 1 as value`);
  await kill();
  const server = await start();
  expect(await query(server.url, sql => sql`select value from kept`)).toEqual([{ value: 1 }]);
  await expect(query(url, sql => sql`select 1`)).rejects.toThrow(/ECONNREFUSED/);
});

test('a half-made cluster of a killed launcher is made anew', async () => {
  const module = fileURLToPath(new URL('./postgres.ts', import.meta.url));
  const script = `const { startPostgres } = await import(${JSON.stringify(module)});
    await startPostgres({ ...${JSON.stringify(options)}, log: () => {} });`;
  const launcher = spawn(process.execPath, ['--input-type=module', '-e', script]);
  const halfMade = (): boolean =>
    fs.existsSync(options.dataDir) &&
    fs.readdirSync(options.dataDir).some(name => {
      const base = join(options.dataDir, name, 'data', 'base');
      return name.startsWith('cluster.init-') && fs.existsSync(base);
    });
  while (!halfMade()) await new Promise(resolve => setTimeout(resolve, 5));
  launcher.kill('SIGKILL');
  await once(launcher, 'exit');
  expect(fs.existsSync(join(options.dataDir, 'cluster'))).toBe(false);
  const server = await start();
  expect(await query(server.url, sql => sql`select 1 as value`)).toEqual([{ value: 1 }]);
  expect(fs.readdirSync(options.dataDir).sort()).toEqual(['cluster', 'superuser-password']);
});

test('a stale postmaster.pid whose number is in use by something else does not stop it', async () => {
  await (await start()).stop();
  const file = join(options.dataDir, 'cluster', 'postmaster.pid');
  fs.writeFileSync(file, `${process.pid}\n${join(options.dataDir, 'cluster')}\n0\n5432\n\n127.0.0.1\n`);
  const server = await start();
  expect(await query(server.url, sql => sql`select 1 as value`)).toEqual([{ value: 1 }]);
});

test('two servers side by side have ports of their own', async () => {
  const [one, other] = await Promise.all([start(), start({ dataDir: join(parent, 'other') })]);
  expect(one.port).not.toBe(other.port);
});
