/* `npm run admin` as its own process, on the database of a running service. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { asPlatform, operatorId } from '@visavis/db';
import {
  deviceFingerprint,
  generateDeviceKey,
  generateRootKeyFile,
  importVerifyKey,
  loadRootKeyFile,
} from '@visavis/e2ee';
import type { InvitationView } from '@visavis/protocol';
import { addPersonRow } from '@visavis/test-kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Answer } from '../src/admin/command.ts';
import { commands } from '../src/admin/commands/index.ts';
import { readOptions } from '../src/admin/options.ts';
import { refusalOf } from '../src/http/errors.ts';
import { codeOf, consoleRequest, cookieOf } from './clients.ts';
import { signIn } from './live/process.ts';
import { agentOrigin, startStack, type Stack } from './stack.ts';

let stack: Stack;
let folder: string;
beforeAll(async () => {
  [stack, folder] = await Promise.all([startStack(), mkdtemp(join(tmpdir(), 'visavis-admin-'))]);
});
afterAll(() => Promise.all([stack.stop(), rm(folder, { recursive: true, force: true })]));

async function run(args: readonly string[], environment: NodeJS.ProcessEnv) {
  const program = spawn(
    process.execPath,
    [fileURLToPath(new URL('../src/admin/main.ts', import.meta.url)), ...args],
    { cwd: folder, env: { PATH: process.env.PATH, ...environment } },
  );
  const ended = once(program, 'close') as Promise<[number]>;
  const [stdout, stderr, [code]] = await Promise.all([text(program.stdout), text(program.stderr), ended]);
  return { code, stdout, stderr };
}
const admin = (...args: string[]) =>
  run(args, {
    DATABASE_URL: stack.database.url,
    DATA_KEK: stack.context.config.dataKek.toString('base64'),
    PUBLIC_AGENT_URL: agentOrigin,
  });

type Said = { id: string; link: string; key: string; items: Record<string, unknown>[] };

/** What the program does with these arguments, without starting it each time. */
async function answer(...args: string[]): Promise<Answer> {
  const asked = readOptions(commands, args);
  if ('usage' in asked) throw new Error(asked.usage);
  const { brakes, sql } = stack.context;
  return asked.command.run(
    { brakes, agentOrigin, act: work => asPlatform(sql, work) },
    asked.options as never,
  );
}
const json = async (...args: string[]): Promise<Said> => (await answer(...args)).json as unknown as Said;
const refusal = (...args: string[]) =>
  answer(...args).then(
    () => undefined,
    (error: unknown) => refusalOf(error),
  );
const eventsBy = async (subjectId: string) => {
  const rows = await stack.database.sql<{ action: string; actor: string }[]>`
    select action, actor_kind || ':' || actor_id as actor from audit_event
    where subject_id = ${subjectId} and action not like 'sign_in%' and action not like 'invitation%' order by sequence`;
  expect(rows.every(({ actor }) => actor === 'service:command_line')).toBe(true);
  return rows.map(({ action }) => action);
};

test('the first operator comes in by a link that is shown once, and only where it goes into no file unasked', async () => {
  const email = 'olga@example.test';
  const invite = ['invite-operator', '--email', email, '--name', 'Olga Operator'];
  const piped = await admin(...invite);
  expect(piped).toMatchObject({ code: 2, stdout: '' });
  expect(piped.stderr).toContain('--allow-pipe');
  expect(await stack.database.sql`select 1 from app_user where email = ${email}`).toEqual([]);

  const made = await admin(...invite, '--json', '--allow-pipe');
  expect([made.code, made.stderr]).toEqual([0, '']);
  const { id, link } = JSON.parse(made.stdout) as Said;
  expect(link.startsWith(`${agentOrigin}/#/invitation/`)).toBe(true);
  const token = link.split('/').at(-1);
  const ask = (path: string, body: object) => consoleRequest(stack, 'POST', path, { body });
  const { totp } = (await ask('/invitation', { token })).body as InvitationView;
  const secret = totp?.secret ?? '';
  const password = 'Tulpe-Regal-Nebel-42';
  await ask('/invitation/accept', { token, password, totp: await codeOf(secret) });
  const signedIn = await ask('/sign-in', { email, password, totp: await codeOf(secret, 1) });
  expect(signedIn.body).toMatchObject({ user: { roles: ['operator'] }, organisation: { id: operatorId } });
  const cookie = cookieOf(signedIn) ?? '';
  const users = await consoleRequest(stack, 'GET', '/users', { cookie });
  expect(users.body).toMatchObject({
    items: [{ id, state: 'active', lastSignInAt: expect.any(String) as string }],
  });
  expect(await eventsBy(id)).toEqual(['account.created']);
  const twice = await admin(...invite, '--json', '--allow-pipe');
  expect(JSON.parse(twice.stdout)).toEqual({ ok: false, error: { code: 'conflict', field: 'email' } });
  expect(twice.code).toBe(1);
});

test('everything up to a granted contract, without a browser', async () => {
  const { id: resellerId } = await json('create-reseller', '--name', 'Partner');
  const named = ['--reseller', resellerId, '--name'];
  const { id: tenantId } = await json('create-tenant', ...named, 'Bank');
  const purpose = ['--purpose-de', 'Konto', '--purpose-en', 'Account'];
  const contract = ['--tenant', tenantId, '--name', 'Accounts', ...purpose];
  expect(await refusal('create-contract', ...contract)).toEqual({ code: 'no_root' });
  const root = await loadRootKeyFile(await generateRootKeyFile(tenantId, new Date()));
  const { fingerprint, publicJwk: publicKey } = root;
  const file = join(folder, 'root-public.json');
  await writeFile(file, JSON.stringify({ tenant: tenantId, fingerprint, publicKey }));
  await json('set-root', '--root-key', file);
  const { id: centreId } = await json('create-ident-centre', ...named, 'Centre');
  const { id: contractId } = await json('create-contract', ...contract);
  const grant = ['--contract', contractId, '--ident-centre', centreId];
  await json('grant', ...grant);
  const contracts = await json('list-contracts');
  expect(contracts.items).toMatchObject([{ id: contractId, grants: [{ organisationId: centreId }] }]);
  await json('withdraw-grant', ...grant);
  const { items } = await json('list-organisations');
  expect(items).toContainEqual(expect.objectContaining({ id: tenantId, rootFingerprint: fingerprint }));
  const made = await json(
    'create-api-key',
    '--tenant',
    tenantId,
    '--label',
    'Core',
    '--scope',
    'evidence:read',
  );
  expect(made.key).toMatch(/^vv_/);
  expect(await eventsBy(tenantId)).toEqual(['organisation.created', 'tenant.root_set']);
  expect(await eventsBy(contractId)).toEqual([
    'contract.created',
    'contract.granted',
    'contract.grant_withdrawn',
  ]);
  expect(await eventsBy(made.id)).toEqual(['api_key.created']);
  expect(await refusal('grant', '--contract', contractId, '--ident-centre', tenantId)).toEqual({
    code: 'not_found',
  });
});

test('an account from invitation to its end', async () => {
  const organisation = (await json('create-ident-centre', '--name', 'Centre\u001b[2J')).id;
  const of = ['--organisation', organisation];
  const someone = (email: string, role: string) => [...of, '--email', email, '--name', email, '--role', role];
  const { id } = await json('invite', ...someone('ada@example.test', 'administrator'));
  const user = ['--user', 'Ada@example.test'];
  expect((await json('reset', ...user, '--lost', 'password', '--lost', 'totp')).link).toContain(
    '#/invitation/',
  );
  await json('unlock', '--user', id);
  expect(await refusal('disable', ...user)).toEqual({ code: 'last_administrator' });
  expect(await refusal('set-roles', ...user, '--role', 'compliance')).toEqual({
    code: 'invalid_request',
    field: 'roles',
  });
  await json('invite', ...someone('bo@example.test', 'administrator'));
  const cookie = await signIn(stack.context, id);
  await json('set-roles', ...user, '--role', 'agent', '--role', 'supervisor');
  expect((await consoleRequest(stack, 'GET', '/session', { cookie })).status).toBe(401);
  await json('disable', ...user);
  expect((await json('list-users', ...of)).items).toMatchObject([
    { email: 'ada@example.test', state: 'disabled', roles: ['agent', 'supervisor'] },
    { email: 'bo@example.test', state: 'invited' },
  ]);
  await json('enable', ...user);
  expect(await eventsBy(id)).toEqual([
    'account.created',
    'account.reset',
    'account.unlocked',
    'account.roles_changed',
    'account.disabled',
    'account.enabled',
  ]);
  // what somebody put into a name does not steer the terminal
  expect((await answer('list-users', ...of)).text).toContain('Centre?[2J');
});

test('the stack that runs on this machine is found by its ready.json', async () => {
  const secretsFile = join(folder, 'secrets.json');
  const dataKek = stack.context.config.dataKek.toString('base64');
  const ready = { databaseUrl: stack.database.url, agentUrl: agentOrigin, embedded: { secretsFile } };
  await writeFile(secretsFile, JSON.stringify({ dataKek }));
  await writeFile(join(folder, 'ready.json'), JSON.stringify(ready));
  const { code, stdout } = await run(['list-organisations', '--json'], { DATA_DIR: folder });
  expect(code).toBe(0);
  expect((JSON.parse(stdout) as Said).items).toContainEqual(expect.objectContaining({ id: operatorId }));
});

test('what is not understood says how it is used, and what stands in the way is named', async () => {
  expect(await admin()).toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringContaining('npm run admin') as string,
  });
  const wrong = await admin('disable', '--user', 'secret-name');
  expect(wrong.stderr).toMatch(/^--user is missing or wrong/);
  expect(wrong.stderr).not.toContain('secret-name');
  expect(await run(['list-users'], {})).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('ready.json is missing') as string,
  });
  const unreachable = await run(['list-users'], {
    DATABASE_URL: 'postgres://u:hidden@127.0.0.1:1/x',
    DATA_KEK: stack.context.config.dataKek.toString('base64'),
    PUBLIC_AGENT_URL: agentOrigin,
  });
  expect(unreachable).toMatchObject({ code: 2, stderr: expect.stringContaining('ECONNREFUSED') as string });
  expect(unreachable.stderr).not.toContain('hidden');
});

test('devices, sites and training, without a browser', async () => {
  const { sql } = stack.database;
  const { id: identCentre } = await json('create-ident-centre', '--name', 'Centre');
  const { userId } = await addPersonRow(sql, identCentre, { name: 'Mira' });
  const { publicJwk } = await generateDeviceKey();
  const [device] = await sql<{ id: string }[]>`
    insert into device (organisation_id, user_id, public_key)
    values (${identCentre}, ${userId}, ${JSON.stringify(publicJwk)}::text::jsonb) returning id`;
  const id = device?.id ?? '';
  const approve = (fingerprint: string) => ['approve-device', '--device', id, '--fingerprint', fingerprint];
  expect(await refusal(...approve('0'.repeat(32)))).toEqual({
    code: 'fingerprint_differs',
    field: 'fingerprint',
  });
  await json(...approve(await deviceFingerprint(await importVerifyKey(publicJwk))));
  const devices = async () => (await json('list-devices', '--organisation', identCentre)).items;
  expect(await devices()).toEqual([
    { id, name: 'Mira', role: 'agent', status: 'approved', certificates: [] },
  ]);
  await json('revoke-device', '--device', id);
  expect(await devices()).toMatchObject([{ status: 'revoked' }]);
  expect(await eventsBy(id)).toEqual(['device.approved', 'device.revoked']);

  const rooms = ['--attestation', 'alone_in_closed_room', '--attestation', 'two_factor_door'];
  const networks = ['--range', '203.0.113.9/24', '--range', '2001:db8::1'];
  const add = ['add-site', '--ident-centre', identCentre, '--name', 'Berlin', ...networks, ...rooms];
  const { id: site } = await json(...add);
  expect((await json('list-sites', '--ident-centre', identCentre)).items).toEqual([
    {
      id: site,
      name: 'Berlin',
      ranges: ['203.0.113.0/24', '2001:db8::1/128'],
      attestations: ['alone_in_closed_room', 'two_factor_door'],
    },
  ]);
  expect(await refusal(...add)).toEqual({ code: 'conflict', field: 'name' });
  await json('remove-site', '--site', site);
  expect(await eventsBy(site)).toEqual(['site.added', 'site.removed']);

  const record = (agent: string) =>
    refusal('record-training', '--agent', agent, '--ruleset', 'basic', '--valid-until', '2027-03-31');
  expect(await record(userId)).toBeUndefined();
  expect((await json('list-trainings', '--ident-centre', identCentre)).items).toMatchObject([
    { id: userId, name: 'Mira', trainings: [{ validUntil: '2027-03-31', enteredBy: null }] },
  ]);
  const { userId: supervisor } = await addPersonRow(sql, identCentre, { roles: ['supervisor'] });
  expect(await record(supervisor)).toEqual({ code: 'not_found' });
  expect(await eventsBy(userId)).toEqual(['training.recorded']);
});
