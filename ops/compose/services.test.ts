import { once } from 'node:events';
import { readFileSync, statSync } from 'node:fs';
import { request } from 'node:https';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { connect } from 'node:tls';
import { io } from 'socket.io-client';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { twoFreePorts } from '@visavis/embedded';
import { insideTls, readIdentity, type Identity } from '@visavis/service-kit';
import { certify, makeAuthority } from './authority.ts';
import { openHouse, type House } from './test/house.ts';

let house: House;
let signaling: Awaited<ReturnType<House['start']>>;
let sfu: typeof signaling;
let retention: typeof signaling;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const ended = (lines: string[]) => lines.some(line => line.includes('"message":"closed"'));

test('the services start from the compose file’s environment, and are healthy', async () => {
  // again, as after every `docker compose up`: what is done is left alone
  for (const name of ['storage-setup', 'migrate'])
    expect([await house.run(name), await house.run(name)]).toEqual([0, 0]);

  signaling = await house.start('signaling', { PORT: String(await twoFreePorts()) });
  sfu = await house.start('sfu');
  const key = join(house.secrets, 'receipts/signing-key.pub.json');
  const before = statSync(key).ino;
  retention = await house.start('retention');
  for (const [name, { env }] of Object.entries({ signaling, sfu, retention }))
    expect([name, await house.isHealthy(name, env)]).toEqual([name, true]);
  // the folder is read-only in the container: nothing there may need writing
  expect(statSync(key).ino).toBe(before);

  const owner = postgres(house.superuserUrl, { max: 1 });
  const nodes = await owner`select control_url, announced_addresses from sfu_node`;
  expect(nodes).toEqual([
    {
      control_url: sfu.env['CONTROL_URL'],
      announced_addresses: [house.settings['ANNOUNCED_ADDRESS']],
    },
  ]);
  await owner.end();
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
    const { DATABASE_URL = '', KEYS_DATABASE_URL = '' } = house.environmentHere(name);
    const ssl = member(name);
    const sql = postgres(DATABASE_URL, { max: 1, ssl });
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
    if (name !== 'sfu') await keysOf(name, postgres(KEYS_DATABASE_URL, { max: 1, ssl }));
  },
);

/** What a service may do with data keys. */
async function keysOf(name: string, sql: postgres.Sql): Promise<void> {
  try {
    expect(await sql`delete from data_key where identification_id = gen_random_uuid()`).toEqual([]);
    const acts = ['create table mine ()', 'drop table data_key', 'update data_key set wrapped = wrapped'];
    if (name === 'retention') acts.push('select wrapped from data_key');
    for (const act of acts) await expect(sql.unsafe(act), act).rejects.toThrow(refused);
  } finally {
    await sql.end();
  }
}

/** Who comes without a certificate, with one of another authority, and with that of another member. */
async function wrongOnes(other: string): Promise<Record<string, Partial<Identity>>> {
  const { cert: ca } = house.authority;
  return {
    none: { ca },
    foreign: { ca, ...(await certify(await makeAuthority(), 'signaling')) },
    [other]: readIdentity(join(house.secrets, 'identities', other)),
  };
}

const member = (name: string) => readIdentity(join(house.secrets, 'identities', name));

test('a database lets in who shows the certificate of its login, and nobody in clear', async () => {
  const { DATABASE_URL = '' } = house.environmentHere('signaling');
  const login = (ssl: object | false) => {
    const sql = postgres(DATABASE_URL, { max: 1, ssl, connect_timeout: 5, onnotice: () => undefined });
    return sql`select ssl, version from pg_stat_ssl where pid = pg_backend_pid()`.finally(() => sql.end());
  };
  expect(await login(member('signaling'))).toEqual([{ ssl: true, version: 'TLSv1.3' }]);
  for (const [who, identity] of Object.entries(await wrongOnes('retention')))
    await expect(login(identity), who).rejects.toThrow(/certificate|alert|pg_hba|ECONNRESET|CONNECTION/i);
  await expect(login(false)).rejects.toThrow('no pg_hba.conf entry');
  // and the service does not let in who is no database of the house
  await expect(login({ ...member('signaling'), ca: (await makeAuthority()).cert })).rejects.toThrow(
    /certificate/,
  );
});

/** Status of an answer, or why there is none. */
async function ask(address: string, path: string, identity: Partial<Identity>, method = 'GET') {
  const [host, port] = address.split(':');
  const asked = request({ host, port, path, method, minVersion: 'TLSv1.3', agent: false, ...identity });
  try {
    asked.end();
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    answer.destroy();
    // the gateway's own refusals are XML
    return answer.headers['content-type'] === 'application/xml' ? 'gateway' : answer.statusCode;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code;
  }
}

const cutOff = /^(ECONNRESET|EPIPE|ERR_SSL_\w*(ALERT|REQUIRED)\w*)$/;

test('signaling answers its front alone', async () => {
  const address = `localhost:${signaling.env['PORT']}`;
  expect(await ask(address, '/api/v1/openapi.json', member('tls'))).toBe(200);
  for (const [who, identity] of Object.entries(await wrongOnes('sfu')))
    expect(String(await ask(address, '/', identity)), who).toMatch(cutOff);
});

test('a media node is commanded by signaling alone, each having seen the other’s certificate', async () => {
  const url = sfu.env['CONTROL_URL'] ?? '';
  const command = async (identity: Partial<Identity>) => {
    const secret = readFileSync(join(house.secrets, 'sfu-secret'), 'utf8');
    const socket = io(url, { transports: ['websocket'], reconnection: false, auth: { secret }, ...identity });
    const result = await Promise.race([
      once(socket as unknown as NodeJS.EventEmitter, 'connect').then(() => 'connected'),
      new Promise(resolve => socket.once('connect_error', () => resolve('refused'))),
    ]);
    socket.close();
    return result;
  };
  expect(await command(insideTls(member('signaling')))).toBe('connected');
  for (const [who, identity] of Object.entries(await wrongOnes('retention')))
    expect([who, await command(identity)]).toEqual([who, 'refused']);
  expect(await command({ ...member('signaling'), ca: (await makeAuthority()).cert })).toBe('refused');
});

test('the storage lets each do its own, and nobody else anything', async () => {
  const address = house.at('storage:7070');
  const object = '/sealed-evidence/none';
  const methods = ['GET', 'PUT', 'DELETE', 'POST'];
  const allowed: Record<string, string[]> = {};
  for (const name of ['tls', 'signaling', 'retention', 'sfu']) {
    const answers = await Promise.all(methods.map(method => ask(address, object, member(name), method)));
    allowed[name] = methods.filter((_method, at) => answers[at] === 'gateway');
  }
  expect(allowed).toEqual({
    tls: ['PUT'],
    signaling: ['GET'],
    retention: ['GET', 'DELETE', 'POST'],
    sfu: [],
  });
  const { none = {}, foreign = {} } = await wrongOnes('sfu');
  expect([await ask(address, object, none), await ask(address, object, foreign)]).toEqual([400, 400]);
});

/** Says these lines to the bus and reads what it answers until it hangs up. */
async function bus(identity: Partial<Identity>, password: string, ...lines: string[]): Promise<string[]> {
  const [host, port] = house.at('redis:6379').split(':');
  const socket = connect({ host, port: Number(port), minVersion: 'TLSv1.3', ...identity });
  const all = [`AUTH signaling ${password}`, ...lines, 'QUIT'];
  socket.write(all.map(line => `${line}\r\n`).join(''));
  return (await textOf(socket)).split('\r\n').filter(line => /^[-+:]/.test(line));
}

test('the bus takes signaling with certificate and password, for its own streams alone', async () => {
  const password = readFileSync(join(house.secrets, 'redis-password'), 'utf8');
  const acts = ['XADD other * a b', 'PUBLISH other a', 'GET visavis:a', 'CONFIG GET *', 'FLUSHALL'];
  // as socket.io's adapter says it; what is answered with an id or nothing is not among the lines below
  const quiet = ['XADD visavis:customer MAXLEN ~ 9 * a b', 'XREAD COUNT 1 STREAMS visavis:customer $'];
  const ours = [...quiet, 'XLEN visavis:customer', 'PUBLISH visavis:customer#/# a'];
  const said = await bus(member('signaling'), password, ...ours, ...acts);
  const kinds = said.map(line => (line.startsWith(':') ? 'number' : line.slice(0, 7)));
  expect(kinds).toEqual(['+OK', 'number', 'number', ...acts.map(() => '-NOPERM'), '+OK']);
  expect(await bus(member('signaling'), 'other', 'PING')).toEqual([
    expect.stringMatching(/^-WRONGPASS/),
    expect.stringMatching(/^-NOAUTH/),
    '+OK',
  ]);
  const { none = {}, foreign = {} } = await wrongOnes('sfu');
  for (const identity of [none, foreign])
    await expect(bus(identity, password, 'PING')).rejects.toThrow(/ECONNRESET|alert|EPIPE/i);
});

test.each(['signaling', 'sfu', 'retention', 'migrate'])(
  '%s does not start where something would go in clear',
  async name => {
    const env = house.environmentHere(name);
    const clear = (url: string) =>
      url
        .replace(/^https:/, 'http:')
        .replace(/^rediss:/, 'redis:')
        .replace('?sslmode=verify-full', '')
        .replace('localhost', 'other.example');
    const urls = Object.entries(env).filter(([variable]) =>
      /^(KEYS_)?DATABASE_URL$|^S3_ENDPOINT$|^REDIS_URL$|^CONTROL_URL$/.test(variable),
    );
    expect(urls.length).toBeGreaterThan(1);
    const { code, said } = await house.refusal(
      name,
      Object.fromEntries(urls.map(([variable, url]) => [variable, clear(url)])),
    );
    expect(code).not.toBe(0);
    for (const [variable] of urls) expect(said).toMatch(new RegExp(`${variable}: .*insecure_url`));
  },
);

test('the services end in order, and what is not there is not healthy', async () => {
  for (const service of [sfu, retention, signaling]) {
    await service.stop();
    expect(ended(service.lines)).toBe(true);
  }
  expect(await house.isHealthy('signaling', signaling.env)).toBe(false);
  expect(await house.isHealthy('sfu', sfu.env)).toBe(false);
});
