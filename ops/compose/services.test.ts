import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort, startPostgres, startS3, superviseProcess } from '@visavis/embedded';
import { workerPath } from '../worker/worker.mjs';
import { makeSecrets } from './secrets.ts';
import { environmentOf, project, readCompose, readSettings } from './test/file.ts';

const folder = mkdtempSync(join(tmpdir(), 'visavis-services-'));
const closers: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const close of closers.reverse()) await close();
  rmSync(folder, { recursive: true, force: true });
});

makeSecrets(folder);
const settings: Record<string, string> = {
  ...readSettings(readFileSync(join(folder, '.env'), 'utf8')),
  WORKERS: '1',
};
const compose = readCompose({ ...settings, SECRETS_DIR: join(folder, '.data/compose/secrets') });

/** Where what the containers find by name is on this machine. */
const places = new Map<string, string>();
const superusers = new Map<string, string>();
const log = () => undefined;

beforeAll(async () => {
  const controlPort = await freePort();
  places.set('sfu:4000', `127.0.0.1:${controlPort}`);
  await Promise.all([startDatabases(), startRedis(), startStorage()]);
});

/** Superuser's work as the images' first start does it: the same file, the same settings by PGOPTIONS. */
async function startDatabases(): Promise<void> {
  await Promise.all(
    ['postgres', 'postgres-keys'].map(async name => {
      const server = await startPostgres({ dataDir: join(folder, name), log, durable: false });
      closers.push(server.stop);
      const environment = environmentOf(compose, name);
      const connection = Object.fromEntries(
        [...(environment['PGOPTIONS'] ?? '').matchAll(/-c (\S+?)=(\S+)/g)].map(
          ([, setting = '', value = '']) => [setting, value],
        ),
      );
      const url = new URL(server.url);
      url.pathname = `/${environment['POSTGRES_DB']}`;
      const sql = postgres(server.url, { max: 1, onnotice: () => undefined });
      if (url.href !== server.url) await sql`create database ${sql(environment['POSTGRES_DB'] ?? '')}`;
      await sql.end();
      const superuser = postgres(url.href, { max: 1, connection, onnotice: () => undefined });
      await superuser.unsafe(readFileSync(join(import.meta.dirname, 'postgres/logins.sql'), 'utf8'));
      await superuser.end();
      superusers.set(name, url.href);
      places.set(`${name}:5432`, `127.0.0.1:${server.port}`);
    }),
  );
}

async function startRedis(): Promise<void> {
  const { command = [], environment } = compose.services['redis'] ?? { environment: {} };
  const port = await freePort();
  const [shell = '', ...args] = command;
  const redis = await superviseProcess({
    name: 'redis',
    command: shell,
    args: [...args.slice(0, -1), `${args.at(-1)} --bind 127.0.0.1 --port ${port}`],
    env: { PATH: process.env.PATH, ...environment },
    cwd: folder,
    log,
    ready: line => line.includes('Ready to accept connections'),
    restart: false,
  });
  closers.push(redis.stop);
  places.set('redis:6379', `127.0.0.1:${port}`);
}

async function startStorage(): Promise<void> {
  const environment = environmentOf(compose, 'storage');
  const data = join(folder, 's3');
  mkdirSync(data);
  const credentials = {
    accessKeyId: environment['ROOT_ACCESS_KEY_ID'],
    secretAccessKey: environment['ROOT_SECRET_ACCESS_KEY'],
  };
  writeFileSync(join(data, 'credentials.json'), JSON.stringify(credentials), { mode: 0o600 });
  const storage = await startS3({ folder: data, corsOrigins: [], log });
  closers.push(storage.stop);
  places.set('storage:7070', new URL(storage.endpoint).host);
}

/** A service's environment with addresses and mounts turned into those of this machine. */
function environmentHere(name: string): Record<string, string> {
  const { environment, volumes, secrets } = compose.services[name] ?? {
    environment: {},
    volumes: [],
    secrets: [],
  };
  const mounts = [
    ...secrets.map(secret => [`/run/secrets/${secret}`, compose.secrets[secret]?.file ?? '']),
    ...volumes.map(volume => volume.split(':').slice(0, 2).reverse()),
  ];
  const here = (variable: string, value: string): string => {
    if (value === '0.0.0.0') return '127.0.0.1';
    if (variable === 'PORT') return '0';
    if (variable === 'CONTROL_PORT') return places.get('sfu:4000')?.split(':')[1] ?? '';
    for (const [inside = '', outside = ''] of mounts)
      if (value.startsWith(inside)) return join(outside, value.slice(inside.length));
    return value.replace(/(?<=@|\/\/)[a-z-]+:\d+(?=\/|$)/, found => places.get(found) ?? found);
  };
  return Object.fromEntries(
    Object.entries(environment).map(([variable, value]) => [variable, here(variable, value)]),
  );
}

/** What the image sets besides. */
const imageEnvironment = {
  PATH: process.env.PATH,
  NODE_ENV: 'production',
  MEDIASOUP_WORKER_BIN: workerPath(),
};

/** Starts a service as its container would, once it says that it is ready. */
async function startAsComposed(name: string, more: Record<string, string> = {}) {
  const lines: string[] = [];
  const env: NodeJS.ProcessEnv = { ...imageEnvironment, ...environmentHere(name), ...more };
  const service = await superviseProcess({
    name,
    command: process.execPath,
    args: compose.services[name]?.command ?? [],
    env,
    cwd: project,
    log: line => lines.push(line),
    ready: line => line.includes('"message":"ready"'),
    restart: false,
  });
  closers.push(service.stop);
  return { env, lines, stop: service.stop };
}

async function run(file: string, args: string[], env: NodeJS.ProcessEnv) {
  const child = spawn(process.execPath, [file, ...args], {
    env,
    stdio: 'ignore',
    cwd: project,
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code;
}

const isHealthy = async (name: string, env: NodeJS.ProcessEnv) =>
  (await run(fileURLToPath(new URL('./health.ts', import.meta.url)), [name], env)) === 0;

const ended = (lines: string[]) => lines.some(line => line.includes('"message":"closed"'));

/** As after every `docker compose up`: what is done is left alone. */
const migrateAsComposed = async () => {
  const file = join(project, compose.services['migrate']?.command?.[0] ?? '');
  expect(await run(file, [], { ...imageEnvironment, ...environmentHere('migrate') })).toBe(0);
};

test('the services start from the compose file’s environment, are healthy, and end in order', async () => {
  const setUp = environmentHere('storage-setup');
  const command = fileURLToPath(new URL('./storage-setup.ts', import.meta.url));
  expect(join(project, compose.services['storage-setup']?.command?.[0] ?? '')).toBe(command);
  expect(await run(command, [], { ...imageEnvironment, ...setUp })).toBe(0);
  // again, as after every `docker compose up`
  expect(await run(command, [], { ...imageEnvironment, ...setUp })).toBe(0);

  await migrateAsComposed();

  const port = await freePort();
  const signaling = await startAsComposed('signaling', { PORT: String(port) });
  expect(await isHealthy('signaling', signaling.env)).toBe(true);

  const sfu = await startAsComposed('sfu');
  expect(await isHealthy('sfu', sfu.env)).toBe(true);

  const key = join(folder, '.data/compose/secrets/receipts/signing-key.pub.json');
  const before = statSync(key).ino;
  const retention = await startAsComposed('retention');
  expect(await isHealthy('retention', retention.env)).toBe(true);
  // the folder is read-only in the container: nothing there may need writing
  expect(statSync(key).ino).toBe(before);

  const owner = postgres(superusers.get('postgres') ?? '', { max: 1 });
  const nodes = await owner`select control_url, announced_addresses from sfu_node`;
  expect(nodes).toEqual([
    { control_url: sfu.env['CONTROL_URL'], announced_addresses: [settings['ANNOUNCED_ADDRESS']] },
  ]);
  await owner.end();

  for (const service of [sfu, retention, signaling]) {
    await service.stop();
    expect(ended(service.lines)).toBe(true);
  }
  expect(await isHealthy('signaling', signaling.env)).toBe(false);
  expect(await isHealthy('sfu', sfu.env)).toBe(false);
});

const logins = {
  signaling: { own: ['session', 'identification'], foreign: ['schema_migration'] },
  retention: { own: ['purge_batch', 'identification'], foreign: ['session', 'app_user', 'sfu_node'] },
  sfu: { own: ['sfu_node'], foreign: ['session', 'identification', 'audit_event', 'schema_migration'] },
};

const refused = /permission denied|must be owner/;

test.each(Object.entries(logins))(
  'the login of %s owns nothing and is nobody else',
  async (name, { own, foreign }) => {
    await migrateAsComposed();
    const { DATABASE_URL = '', KEYS_DATABASE_URL = '' } = environmentHere(name);
    const sql = postgres(DATABASE_URL, { max: 1 });
    try {
      for (const table of own) expect(await sql`select from ${sql(table)} where false`).toEqual([]);
      const [may] = await sql`
      select rolsuper or rolcreaterole or rolcreatedb or rolbypassrls or rolreplication as much,
        exists (select from pg_auth_members where member = r.oid) as others,
        exists (select from pg_shdepend where refobjid = r.oid and deptype = 'o') as owner
      from pg_roles r where rolname = current_user`;
      expect(may).toEqual({ much: false, others: false, owner: false });
      const [table = ''] = own;
      for (const act of [
        'create table mine ()',
        'create temporary table mine ()',
        'create schema mine',
        'create function mine() returns int language sql return 1',
        `alter table ${table} add column mine int`,
        `alter table ${table} disable row level security`,
        `alter table ${table} disable trigger all`,
        `drop table ${table}`,
        `truncate ${table}`,
        'set session_replication_role = replica',
        'update schema_migration set name = name',
        ...['visavis', 'postgres', ...Object.keys(logins).map(other => `visavis_${other}`)]
          .filter(role => role !== `visavis_${name}`)
          .map(role => `set role ${role}`),
      ])
        await expect(sql.unsafe(act), act).rejects.toThrow(refused);
      for (const other of foreign)
        await expect(sql`delete from ${sql(other)}`, other).rejects.toThrow(refused);
    } finally {
      await sql.end();
    }
    if (name !== 'sfu') await keysOf(name, KEYS_DATABASE_URL);
  },
);

/** What a service may do with data keys. */
async function keysOf(name: string, url: string): Promise<void> {
  const sql = postgres(url, { max: 1 });
  try {
    expect(await sql`delete from data_key where identification_id = gen_random_uuid()`).toEqual([]);
    const acts = ['create table mine ()', 'drop table data_key', 'update data_key set wrapped = wrapped'];
    if (name === 'retention') acts.push('select wrapped from data_key');
    for (const act of acts) await expect(sql.unsafe(act), act).rejects.toThrow(refused);
  } finally {
    await sql.end();
  }
}
