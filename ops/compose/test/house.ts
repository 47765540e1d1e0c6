import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import postgres from 'postgres';
import { freePort, startPostgres, startS3, superviseProcess } from '@visavis/embedded';
import { workerPath } from '../../worker/worker.mjs';
import type { Certificate } from '../authority.ts';
import { makeSecrets } from '../secrets.ts';
import { environmentOf, project, readCompose, readSettings } from './file.ts';
import { startNginx, writeIdentity } from './front.ts';

const log = () => undefined;

/**
 * What docker-compose.yml describes, as processes of this machine: databases, Redis and storage from the same files and
 * settings, services with the environments of their containers.
 */
export async function openHouse() {
  const folder = mkdtempSync(join(tmpdir(), 'visavis-services-'));
  const closers: (() => Promise<void>)[] = [];
  await makeSecrets(folder);
  const settings: Record<string, string> = {
    ...readSettings(readFileSync(join(folder, '.env'), 'utf8')),
    WORKERS: '1',
  };
  const secrets = join(folder, '.data/compose/secrets');
  const compose = readCompose({ ...settings, SECRETS_DIR: secrets });
  const read = (path: string) => readFileSync(join(folder, '.data/compose', path), 'utf8');
  const authority: Certificate = { cert: read('authority/cert.pem'), key: read('authority/key.pem') };

  // the servers' own user must own their keys: here it is whoever runs the test
  const own = (name: string) => {
    const of = (file: string) => read(`secrets/identities/${name}/${file}.pem`);
    return writeIdentity(join(folder, 'own', name), { cert: of('cert'), key: of('key') }, of('ca'));
  };

  /** Where what the containers find by name is on this machine. */
  const places = new Map<string, string>();
  const mountsOf = (name: string) => {
    const { volumes = [], secrets: files = [] } = compose.services[name] ?? {};
    return [
      ...files.map(secret => [`/run/secrets/${secret}`, compose.secrets[secret]?.file ?? '']),
      ...volumes.map(volume => volume.split(':').slice(0, 2).reverse()),
    ];
  };

  /** A command or setting of a container with its paths and addresses turned into those of this machine. */
  const here = (name: string, text: string): string => {
    let result = text;
    for (const [inside = '', outside = ''] of mountsOf(name))
      if (inside !== '') result = result.replaceAll(inside, outside.replace(/^\.\//, `${project}/`));
    return result.replace(/(?<=@|\/\/)[a-z-]+:\d+(?=[/?]|$)/, found => places.get(found) ?? found);
  };

  function environmentHere(name: string): Record<string, string> {
    const given = (variable: string, value: string): string => {
      if (value === '0.0.0.0') return '127.0.0.1';
      if (variable === 'PORT') return '0';
      if (variable === 'CONTROL_PORT') return places.get('sfu:4000')?.split(':')[1] ?? '';
      return here(name, value);
    };
    return Object.fromEntries(
      Object.entries(environmentOf(compose, name)).map(([variable, value]) => [
        variable,
        given(variable, value),
      ]),
    );
  }

  /** As the image's first start does it: the same settings, then the same file by the superuser. */
  async function startDatabase(name: string): Promise<string> {
    const identity = own(name);
    const given = (compose.services[name]?.command ?? []).filter(word => word.startsWith('-c'));
    const settingsHere = given.map(word =>
      here(name, word.slice(2)).replace(join(secrets, 'identities', name), identity),
    );
    const dataDir = join(folder, name);
    // the superuser comes over the network only here, where no socket file is used
    const hba = join(folder, `${name}_hba.conf`);
    const ruled = readFileSync(join(project, 'ops/compose/postgres/pg_hba.conf'), 'utf8');
    writeFileSync(hba, `${ruled}host all postgres 127.0.0.1/32 scram-sha-256\n`);
    const server = await startPostgres({
      dataDir,
      log,
      durable: false,
      settings: {
        ...(Object.fromEntries(settingsHere.map(setting => setting.split('='))) as Record<string, string>),
        hba_file: hba,
      },
    });
    closers.push(server.stop);
    const { POSTGRES_DB = '' } = environmentOf(compose, name);
    const url = new URL(server.url);
    if (url.pathname !== `/${POSTGRES_DB}`) {
      const sql = postgres(server.url, { max: 1 });
      await sql`create database ${sql(POSTGRES_DB)}`;
      await sql.end();
      url.pathname = `/${POSTGRES_DB}`;
    }
    const superuser = postgres(url.href, { max: 1 });
    const first = 'ops/compose/postgres/first-start/logins.sql';
    await superuser.unsafe(readFileSync(join(project, first), 'utf8'));
    await superuser.end();
    places.set(`${name}:5432`, `localhost:${server.port}`);
    return url.href;
  }

  async function startRedis(): Promise<void> {
    const [command = '', ...args] = compose.services['redis']?.command ?? [];
    const port = await freePort();
    const redis = await superviseProcess({
      name: 'redis',
      command,
      args: ['--bind 127.0.0.1', ...args.map(word => here('redis', word).replace('6379', String(port)))],
      env: { PATH: process.env.PATH },
      cwd: folder,
      log,
      ready: line => line.includes('Ready to accept connections'),
      restart: false,
    });
    closers.push(redis.stop);
    places.set('redis:6379', `localhost:${port}`);
  }

  async function startStorage(): Promise<void> {
    const data = join(folder, 's3');
    mkdirSync(data);
    const credentials = {
      accessKeyId: read('secrets/s3-access-key-id'),
      secretAccessKey: read('secrets/s3-secret-access-key'),
    };
    writeFileSync(join(data, 'credentials.json'), JSON.stringify(credentials), { mode: 0o600 });
    const gateway = await startS3({ folder: data, corsOrigins: [], log });
    closers.push(gateway.stop);
    const run = join(folder, 'storage');
    mkdirSync(run);
    const port = await freePort();
    const nginx = await startNginx(run, 'ops/compose/storage/nginx.conf.template', {
      ...environmentOf(compose, 'storage'),
      IDENTITY_DIR: own('storage'),
      RUN_DIR: run,
      STORAGE_LISTEN: `127.0.0.1:${port}`,
      GATEWAY: new URL(gateway.endpoint).host,
    });
    closers.push(nginx.stop);
    places.set('storage:7070', `localhost:${port}`);
  }

  /** What the image sets besides. */
  const imageEnvironment = {
    PATH: process.env.PATH,
    NODE_ENV: 'production',
    MEDIASOUP_WORKER_BIN: workerPath(),
  };

  places.set('sfu:4000', `localhost:${await freePort()}`);
  const [superuserUrl] = await Promise.all([
    startDatabase('postgres'),
    startDatabase('postgres-keys'),
    startRedis(),
    startStorage(),
  ]);

  return {
    folder,
    secrets,
    settings,
    compose,
    superuserUrl,
    authority,
    environmentHere,
    /** Address of what the containers find under this name and port. */
    at: (place: string) => places.get(place) ?? '',
    /** Runs a program in a container's environment until it ends. @returns its exit code */
    async run(name: string, program = compose.services[name]?.command?.[0] ?? '', ...args: string[]) {
      const child = spawn(process.execPath, [program, ...args], {
        env: { ...imageEnvironment, ...environmentHere(name) },
        stdio: 'ignore',
        cwd: project,
      });
      const [code] = (await once(child, 'exit')) as [number | null];
      return code;
    },
    /** Starts a service as its container would, once it says that it is ready. */
    async start(name: string, more: Record<string, string> = {}) {
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
    },
    /** What a container's program says that does not start with these settings instead. */
    async refusal(name: string, instead: Record<string, string>) {
      const child = spawn(process.execPath, compose.services[name]?.command ?? [], {
        env: { ...imageEnvironment, ...environmentHere(name), ...instead },
        stdio: ['ignore', 'ignore', 'pipe'],
        cwd: project,
      });
      const [said, [code]] = await Promise.all([
        textOf(child.stderr),
        once(child, 'exit') as Promise<[number | null]>,
      ]);
      return { code, said };
    },
    async isHealthy(name: string, env: NodeJS.ProcessEnv) {
      const child = spawn(process.execPath, ['ops/compose/health.ts', name], {
        env,
        stdio: 'ignore',
        cwd: project,
      });
      const [code] = (await once(child, 'exit')) as [number | null];
      return code === 0;
    },
    async close() {
      for (const close of closers.reverse()) await close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export type House = Awaited<ReturnType<typeof openHouse>>;
