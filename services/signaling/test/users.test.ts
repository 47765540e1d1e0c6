import { operatorId } from '@visavis/db';
import type { InvitationView, Role, UserState, UserView } from '@visavis/protocol';
import { addOrganisationRow, addPersonRow } from '@visavis/test-kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codeOf, consoleRequest, type Reply } from './clients.ts';
import { signIn } from './live/process.ts';
import { startStack, type Stack, type Tenant } from './stack.ts';

type Client = (method: string, path: string, body?: unknown) => Promise<Reply>;

let stack: Stack;
let tenant: Tenant;
let administrator: Client;
let operator: Client;
beforeAll(async () => {
  stack = await startStack();
  tenant = await stack.tenant(['administrator', 'compliance']);
  administrator = await as(tenant.user('administrator').id);
  operator = await as(await person(operatorId, 'operator'));
});
afterAll(() => stack.stop());

async function as(userId: string): Promise<Client> {
  const cookie = await signIn(stack.context, userId);
  return (method, path, body) => consoleRequest(stack, method, path, { cookie, body });
}
const person = async (organisationId: string, ...roles: Role[]): Promise<string> =>
  (await addPersonRow(stack.database.sql, organisationId, { roles })).userId;

const isIn = async (client: Client) => (await client('GET', '/session')).status === 200;
const listed = async (client: Client, query = ''): Promise<UserView[]> =>
  ((await client('GET', `/users${query}`)).body as { items: UserView[] }).items;
const stateOf = async (userId: string): Promise<UserState | undefined> =>
  (await listed(administrator)).find(({ id }) => id === userId)?.state;
const refused = (code: string, field?: string) => ({
  body: { error: field === undefined ? { code } : { code, field } },
});
const eventsOf = async (userId: string) =>
  stack.database.sql<{ action: string; payload: unknown }[]>`
    select action, payload from audit_event where subject_id = ${userId} order by sequence`;

let invitations = 0;
const invitation = (more: object = {}) => ({
  organisationId: tenant.tenant.id,
  email: `Erika-${++invitations}@example.test`,
  name: 'Erika Muster',
  roles: ['compliance'],
  ...more,
});
const invite = async (more: object = {}) => {
  const reply = await administrator('POST', '/users', invitation(more));
  expect(reply.status).toBe(201);
  return reply.body as { id: string; link: string };
};

describe('invitation', () => {
  test('gives a link, in its answer and nowhere else, by which the person comes into the organisation', async () => {
    const { id, link } = await invite();
    const token = link.split('#/invitation/')[1] ?? '';
    const opened = await consoleRequest(stack, 'POST', '/invitation', { body: { token } });
    expect((opened.body as InvitationView).organisation).toMatch(/^Bank/);
    expect((await listed(administrator)).find(user => user.id === id)).toMatchObject({
      email: `erika-${invitations}@example.test`,
      roles: ['compliance'],
      state: 'invited',
      lastSignInAt: null,
    });
    expect(await eventsOf(id)).toEqual([{ action: 'account.created', payload: { roles: ['compliance'] } }]);
    const [leak] = await stack.database.sql`
      select 1 from invitation i, audit_event e where i.user_id = ${id} and (i::text || e::text) like ${`%${token}%`}`;
    expect(leak).toBeUndefined();
    await stack.database.sql`update invitation set expires_at = now() where user_id = ${id}`;
    expect(await stateOf(id)).toBe('link_expired');
  });

  test('is refused for an address that is there, and for roles of another kind of organisation', async () => {
    await invite({ email: 'twice@example.test' });
    const twice = await administrator('POST', '/users', invitation({ email: 'TWICE@example.test' }));
    expect(twice).toMatchObject({ status: 409, ...refused('conflict', 'email') });
    for (const [field, wrong] of [
      ['roles', ['agent']],
      ['roles', ['operator']],
      ['roles', []],
      ['roles', ['compliance', 'compliance']],
      ['name', ' '],
    ] as const)
      expect(await administrator('POST', '/users', invitation({ [field]: wrong }))).toMatchObject({
        status: 400,
        ...refused('invalid_request', field),
      });
  });
});

describe('an account', () => {
  test('is reset: sessions end, what is lost is void, and one link sets all that is missing', async () => {
    const { id } = tenant.user('compliance');
    const client = await as(id);
    const first = await administrator('POST', `/users/${id}/reset`, { password: true, totp: false });
    expect([first.status, await isIn(client)]).toEqual([200, false]);
    expect(await stateOf(id)).toBe('invited');
    const second = await administrator('POST', `/users/${id}/reset`, { password: false, totp: true });
    const token = (second.body as { link: string }).link.split('#/invitation/')[1];
    const opened = await consoleRequest(stack, 'POST', '/invitation', { body: { token } });
    expect(opened.body).toMatchObject({ setsPassword: true, totp: { secret: expect.any(String) as string } });
    const nothing = await administrator('POST', `/users/${id}/reset`, { password: false, totp: false });
    expect(nothing).toMatchObject(refused('invalid_request', 'password'));
    expect((await eventsOf(id)).filter(({ action }) => action === 'account.reset')).toEqual([
      { action: 'account.reset', payload: { password: true, totp: false } },
      { action: 'account.reset', payload: { password: true, totp: true } },
    ]);
  });

  test('is disabled and enabled: sessions end at once, and each is on record once', async () => {
    const id = await person(tenant.tenant.id, 'compliance');
    const client = await as(id);
    const act = (what: string) => administrator('POST', `/users/${id}/${what}`);
    expect([(await act('disable')).status, await isIn(client)]).toEqual([204, false]);
    expect([(await act('disable')).status, await stateOf(id)]).toEqual([204, 'disabled']);
    const lost = { password: true, totp: true };
    for (const reply of [await administrator('POST', `/users/${id}/reset`, lost), await act('unlock')])
      expect(reply).toMatchObject(refused('wrong_state'));
    expect([(await act('enable')).status, (await act('enable')).status]).toEqual([204, 204]);
    expect(await isIn(client)).toBe(false);
    expect((await eventsOf(id)).map(({ action }) => action)).toEqual(['account.disabled', 'account.enabled']);
  });

  test('gets other roles, of its organisation’s kind, which ends its sessions', async () => {
    const id = await person(tenant.tenant.id, 'compliance');
    const client = await as(id);
    const change = (...roles: Role[]) => administrator('PATCH', `/users/${id}/roles`, { roles });
    expect([(await change('compliance')).status, await isIn(client)]).toEqual([204, true]);
    expect(await change('agent')).toMatchObject(refused('invalid_request', 'roles'));
    expect([(await change('compliance', 'administrator')).status, await isIn(client)]).toEqual([204, false]);
    expect(await eventsOf(id)).toEqual([
      {
        action: 'account.roles_changed',
        payload: { from: ['compliance'], to: ['administrator', 'compliance'] },
      },
    ]);
    expect((await change('compliance')).status).toBe(204);
  });

  test('that was locked by wrong tries is shown so, and unlocked; the last sign-in is known', async () => {
    const other = await stack.tenant(['administrator', 'compliance']);
    const { id, email, password, totpSecret } = other.user('compliance');
    const client = await as(other.user('administrator').id);
    const shown = async () => (await listed(client)).find(user => user.id === id);
    const state = async () => (await shown())?.state;
    for (let n = 0; n < 4; n++)
      await consoleRequest(stack, 'POST', '/sign-in', { body: { email, password: 'wrong', totp: '000000' } });
    await stack.database.sql`update sign_in_brake set expire = expire + 3600000`;
    expect(await state()).toBe('locked');
    expect((await client('POST', `/users/${id}/unlock`)).status).toBe(204);
    expect(await shown()).toMatchObject({ state: 'active', lastSignInAt: null });
    const body = { email, password, totp: await codeOf(totpSecret) };
    expect((await consoleRequest(stack, 'POST', '/sign-in', { body })).status).toBe(200);
    expect((await shown())?.lastSignInAt?.slice(0, 10)).toBe(new Date().toISOString().slice(0, 10));
  });
});

describe('nobody', () => {
  test('administers their own account', async () => {
    const { id } = tenant.user('administrator');
    for (const [what, body] of [
      ['reset', { password: true, totp: true }],
      ['unlock', undefined],
      ['disable', undefined],
      ['enable', undefined],
    ] as const)
      expect(await administrator('POST', `/users/${id}/${what}`, body)).toMatchObject(refused('own_account'));
    const roles = await administrator('PATCH', `/users/${id}/roles`, { roles: ['compliance'] });
    expect(roles).toMatchObject({ status: 409, ...refused('own_account') });
  });

  test('leaves an organisation without an administrator, not even two who disable each other at once', async () => {
    const { id } = tenant.user('administrator');
    const alone = refused('last_administrator');
    expect(await operator('POST', `/users/${id}/disable`)).toMatchObject({ status: 409, ...alone });
    expect(await operator('PATCH', `/users/${id}/roles`, { roles: ['compliance'] })).toMatchObject(alone);
    const organisationId = await addOrganisationRow(stack.database.sql, 'ident_centre');
    const ids = [
      await person(organisationId, 'administrator'),
      await person(organisationId, 'administrator'),
    ];
    const [one = '', two = ''] = ids;
    const [first, second] = [await as(one), await as(two)];
    const replies = await Promise.all([
      first('POST', `/users/${two}/disable`),
      second('POST', `/users/${one}/disable`),
    ]);
    expect(replies.filter(({ status }) => status === 204)).toHaveLength(1);
    const [row] = await stack.database.sql`
      select count(*)::int as left from app_user where organisation_id = ${organisationId} and disabled_at is null`;
    expect(row).toEqual({ left: 1 });
  });
});

test('a reseller administers those of its organisations, not its own; an operator everybody’s', async () => {
  const { sql } = stack.database;
  const resellerId = await addOrganisationRow(sql, 'reseller');
  const managedId = await addOrganisationRow(sql, 'ident_centre', { resellerId });
  const [agentId, partnerId] = [await person(managedId, 'agent'), await person(resellerId, 'reseller')];
  const reseller = await as(await person(resellerId, 'reseller'));
  expect((await listed(reseller)).map(({ id }) => id)).toEqual([agentId]);
  const own = await reseller('POST', `/users/${partnerId}/disable`);
  expect(own).toMatchObject({ status: 404, ...refused('not_found') });
  const colleague = invitation({ organisationId: resellerId, roles: ['reseller'] });
  expect(await reseller('POST', '/users', colleague)).toMatchObject(refused('not_found'));
  const agent = invitation({ organisationId: managedId, roles: ['agent'] });
  expect((await reseller('POST', '/users', agent)).status).toBe(201);
  expect((await operator('POST', '/users', colleague)).status).toBe(201);
  expect((await listed(operator, `?organisationId=${resellerId}`)).length).toBe(3);
  expect(await listed(reseller, `?organisationId=${tenant.tenant.id}`)).toEqual([]);
});
