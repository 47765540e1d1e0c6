import { consoleApi, needsConfirmation, type Role } from '@visavis/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { codeOf, consoleRequest, cookieOf, forgetSteps } from './clients.ts';
import { startStack, type Stack, type Tenant } from './stack.ts';

let stack: Stack;
let tenant: Tenant;
beforeAll(async () => {
  stack = await startStack();
  tenant = await stack.tenant(['administrator', 'compliance']);
});
afterAll(() => stack.stop());

const required = { status: 403, body: { error: { code: 'confirmation_required' } } };

/** Everybody works in one browser, which is none of those that they do not know. */
const browsers = new Map<Role, string>();

/** A session whose second factor was shown so many seconds ago. */
async function signedIn(role: Role, secondsAgo: number) {
  await forgetSteps(stack);
  const { id, email, password, totpSecret } = tenant.user(role);
  const body = { email, password, totp: await codeOf(totpSecret) };
  const browser = browsers.get(role);
  const sent = { body, ...(browser === undefined ? {} : { cookie: browser }) };
  const cookie = cookieOf(await consoleRequest(stack, 'POST', '/sign-in', sent)) ?? '';
  browsers.set(role, cookie.split('; ').find(one => one.startsWith('visavis-browser=')) ?? '');
  const { sql } = stack.database;
  await sql`
    update session set confirmed_at = now() - make_interval(secs => ${secondsAgo})
    where user_id = ${id} and created_at = (select max(created_at) from session where user_id = ${id})`;
  const client = (method: string, path: string, sent?: unknown) =>
    consoleRequest(stack, method, path, { cookie, ...(sent === undefined ? {} : { body: sent }) });
  return {
    client,
    makeKey: () => client('POST', '/api-keys', { label: 'Core banking', scopes: ['evidence:read'] }),
    confirm: (body: object) => client('POST', '/session/confirm', body),
    code: () => codeOf(totpSecret),
  };
}

test('what makes, widens or ends access and what says how long evidence stands asks for it', () => {
  const names = Object.keys(consoleApi) as (keyof typeof consoleApi)[];
  expect(names.filter(name => needsConfirmation(consoleApi[name])).sort()).toEqual([
    'addSite',
    'approveDevice',
    'changeRetention',
    'changeSite',
    'changeUserRoles',
    'createApiKey',
    'createContract',
    'createOrganisation',
    'createReseller',
    'demandPasskeys',
    'disableUser',
    'enableUser',
    'grantContract',
    'inviteUser',
    'removeSite',
    'renameOrganisation',
    'resetUser',
    'revokeApiKey',
    'revokeDevice',
    'rotateApiKey',
    'setTenantRoot',
    'unlockUser',
    'withdrawGrant',
  ]);
});

test('a sign-in is good for five minutes of it, then a code is, for this session and no other', async () => {
  const here = await signedIn('administrator', 240);
  expect((await here.makeKey()).status).toBe(201);
  const late = await signedIn('administrator', 300);
  expect(await late.makeKey()).toMatchObject(required);
  expect((await late.client('GET', '/api-keys')).status).toBe(200);
  const other = await signedIn('administrator', 300);

  await forgetSteps(stack);
  const totp = await late.code();
  expect((await late.confirm({ totp })).status).toBe(204);
  expect((await late.makeKey()).status).toBe(201);
  expect(await other.makeKey()).toMatchObject(required);
  // the code is spent
  expect((await other.confirm({ totp })).body).toEqual({ error: { code: 'factors_refused' } });
  expect(await other.makeKey()).toMatchObject(required);
});

test('nothing was done by who did not confirm, and both confirmation and refusal are on record', async () => {
  const { id } = tenant.user('compliance');
  const late = await signedIn('compliance', 300);
  const path = `/contracts/${tenant.contract.id}/retention`;
  expect(await late.client('PATCH', path, { days: 90 })).toMatchObject(required);
  const { sql } = stack.database;
  const days = () => sql`select retention_days from contract where id = ${tenant.contract.id}`;
  expect(await days()).toEqual([{ retention_days: 60 }]);
  for (const wrong of [{}, { totp: 'x' }, { password: 'x', totp: '000000' }])
    expect((await late.confirm(wrong)).status).toBe(400);
  expect((await late.confirm({ totp: '000000' })).body).toEqual({ error: { code: 'factors_refused' } });
  expect(await late.client('PATCH', path, { days: 90 })).toMatchObject(required);
  await forgetSteps(stack);
  expect((await late.confirm({ totp: await late.code() })).status).toBe(204);
  expect((await late.client('PATCH', path, { days: 90 })).status).toBe(200);
  expect(await days()).toEqual([{ retention_days: 90 }]);
  const events = await sql`
    select action, payload from audit_event
    where actor_id = ${id} and action like 'confirmation.%' order by sequence`;
  expect(events).toEqual([
    { action: 'confirmation.refused', payload: { factor: 'totp', locked: false } },
    { action: 'confirmation.done', payload: { factor: 'totp' } },
  ]);
});

test('guessing is braked as at the sign-in: after three wrong codes the right one is refused', async () => {
  const late = await signedIn('administrator', 300);
  await forgetSteps(stack);
  for (let tries = 0; tries < 3; tries++) expect((await late.confirm({ totp: '000000' })).status).toBe(403);
  expect((await late.confirm({ totp: await late.code() })).body).toEqual({
    error: { code: 'factors_refused' },
  });
  expect(await late.makeKey()).toMatchObject(required);
});
