import { asPlatform, lockMember, removeUnusedPlaces } from '@visavis/db';
import type { Role } from '@visavis/protocol';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { resetAccount } from '../src/access/account.ts';
import { orNotFound } from '../src/http/refused.ts';
import { codeOf, consoleRequest, cookieOf, forgetSteps } from './clients.ts';
import { startStack, type Stack, type Tenant } from './stack.ts';

/*
 * What besides person and second factor decides whether somebody may do what matters most: where it is done, in what
 * browser, and what was tried before. The passkeys that raised risk asks for are tried in test/passkeys.test.ts.
 */

let stack: Stack;
let tenant: Tenant;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());

type Where = { from?: string; userAgent?: string; cookie?: string };
const office = { from: '127.0.0.1' };
const elsewhere = { from: '127.0.9.1' };
const outdated = {
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:115.0) Gecko/20100101 Firefox/115.0',
};

const browserIn = (cookie: string) =>
  cookie.split('; ').filter(one => one.startsWith('visavis-browser='))[0] ?? '';

/** A tenant of its own, whose people nobody has seen anywhere. */
async function someone(role: Role = 'administrator') {
  tenant = await stack.tenant([role]);
  const { id, email, password, totpSecret } = tenant.user(role);
  const code = async () => {
    await forgetSteps(stack);
    return codeOf(totpSecret);
  };
  /** Both factors, in a browser that is new unless `cookie` says which. */
  const signIn = async (where: Where, present = password) => {
    const body = { email, password: present, totp: await code() };
    const reply = await consoleRequest(stack, 'POST', '/sign-in', { body, ...where });
    const cookie = cookieOf(reply) ?? '';
    const ask = (method: string, path: string, sent?: unknown, at: Where = {}) =>
      consoleRequest(stack, method, path, {
        ...where,
        cookie,
        ...(sent === undefined ? {} : { body: sent }),
        ...at,
      });
    return {
      reply,
      cookie,
      browser: browserIn(cookie),
      ask,
      makeKey: (at?: Where) => ask('POST', '/api-keys', { label: 'Mine', scopes: ['evidence:read'] }, at),
      confirm: async (at?: Where) => ask('POST', '/session/confirm', { totp: await code() }, at),
    };
  };
  const refuse = async (where: Where = office) => {
    await stack.context.brakes.account.forget(email);
    const body = { email, password: 'not it', totp: '000000' };
    expect((await consoleRequest(stack, 'POST', '/sign-in', { body, ...where })).status).toBe(401);
    await stack.context.brakes.account.forget(email);
  };
  return { id, email, password, code, signIn, refuse };
}

const later = (userId: string, interval: string) => stack.database.sql`
  update known_place set first_seen_at = first_seen_at - ${interval}::interval,
    last_seen_at = last_seen_at - ${interval}::interval where user_id = ${userId}`;
const keys = async () => {
  const [row] = await stack.database.sql<{ count: number }[]>`
    select count(*)::int as count from api_key where label = 'Mine' and tenant_id = ${tenant.tenant.id}`;
  return row?.count;
};
const passkeyRequired = (...signals: string[]) => ({
  status: 403,
  body: { error: { code: 'passkey_required', signals } },
});
const required = { status: 403, body: { error: { code: 'confirmation_required' } } };
const made = { status: 201 };

describe('a place', () => {
  test('is familiar if it is the account’s first, and else a day after it was seen first', async () => {
    const { id, signIn } = await someone();
    expect(await (await signIn(office)).makeKey()).toMatchObject(made);
    const away = await signIn(elsewhere);
    const refused = passkeyRequired('browser_unfamiliar', 'network_unfamiliar');
    expect(await away.makeKey()).toMatchObject(refused);
    // a code that is right does not help, and is not spent
    const totp = { totp: await codeOf(tenant.user('administrator').totpSecret, 1) };
    expect(await away.ask('POST', '/session/confirm', totp)).toMatchObject(refused);
    await later(id, '23 hours 59 minutes');
    expect(await away.makeKey()).toMatchObject(refused);
    expect(await keys()).toBe(1);
    await later(id, '1 minute');
    expect(await away.makeKey()).toMatchObject(made);
    expect((await away.ask('POST', '/session/confirm', totp)).status).toBe(204);
    const events = await stack.database.sql`
      select action, payload from audit_event
      where actor_id = ${id} and action in ('sign_in.done', 'access.refused', 'confirmation.done') order by sequence`;
    const noted = { factor: 'totp', signals: ['browser_unfamiliar', 'network_unfamiliar'] };
    expect(events).toEqual([
      { action: 'sign_in.done', payload: { factor: 'totp' } },
      { action: 'sign_in.done', payload: noted },
      { action: 'access.refused', payload: { code: 'passkey_required', count: 1 } },
      { action: 'access.refused', payload: { code: 'passkey_required', count: 1 } },
      { action: 'confirmation.done', payload: { factor: 'totp' } },
    ]);
  });

  test('that is new in one way is ordinary risk, and goes on record', async () => {
    const { id, signIn } = await someone();
    const { browser } = await signIn(office);
    expect(await (await signIn({ ...elsewhere, cookie: browser })).makeKey()).toMatchObject(made);
    const other = await signIn(office);
    expect(await other.makeKey()).toMatchObject(made);
    expect((await other.confirm()).status).toBe(204);
    const [event] = await stack.database.sql`
      select payload from audit_event where subject_id = ${id} and action = 'confirmation.done'`;
    expect(event).toEqual({ payload: { factor: 'totp', signals: ['browser_unfamiliar'] } });
  });

  test('is told of at the next sign-in if the browser was unfamiliar', async () => {
    const { signIn } = await someone();
    const first = await signIn(office);
    const home = { ...office, cookie: first.browser };
    expect((await signIn(home)).reply.body).toMatchObject({ news: null });
    await signIn(elsewhere);
    expect((await signIn(home)).reply.body).toMatchObject({
      news: { refused: 0, changes: [], wasElsewhere: true },
    });
    expect((await signIn(home)).reply.body).toMatchObject({ news: null });
  });

  test('is forgotten after 90 days without use, or with a reset; the next is trusted only after a reset', async () => {
    const { id, signIn, code } = await someone();
    const rows = () => stack.database.sql`select is_first from known_place where user_id = ${id}`;
    await signIn(office);
    await later(id, '89 days');
    await asPlatform(stack.context.sql, removeUnusedPlaces);
    expect(await rows()).toHaveLength(2);
    await later(id, '1 day 1 minute');
    await asPlatform(stack.context.sql, removeUnusedPlaces);
    expect(await rows()).toHaveLength(0);
    await signIn(office);
    expect(await rows()).toMatchObject([{ is_first: false }, { is_first: false }]);

    const token = await asPlatform(stack.context.sql, async transaction => {
      const member = orNotFound(await lockMember(transaction, id));
      const lost = { password: true, totp: false };
      const { link } = await resetAccount(transaction, 'https://a.test', member, lost, {
        kind: 'service',
        id: 'test',
      });
      return link.split('#/invitation/')[1];
    });
    expect(await rows()).toHaveLength(0);
    const password = 'Nebel Kranich 7 Fenster';
    const accepted = { token, password, totp: await code() };
    expect((await consoleRequest(stack, 'POST', '/invitation/accept', { body: accepted })).status).toBe(200);
    await signIn(elsewhere, password);
    expect(await rows()).toMatchObject([{ is_first: true }, { is_first: true }]);
  });

  test('is stored as a keyed hash, and only the database says since when it is known', async () => {
    const { id, signIn } = await someone();
    const { browser } = await signIn(office);
    const [row] = await stack.database.sql`
      select 1 from known_place where position(convert_to(left(${browser.split('=')[1] ?? ''}, 20), 'UTF8') in hmac) > 0`;
    expect(row).toBeUndefined();
    const forged = [
      (sql: Stack['context']['sql']) => sql`update known_place set is_first = true where user_id = ${id}`,
      (sql: Stack['context']['sql']) =>
        sql`update known_place set first_seen_at = 'epoch' where user_id = ${id}`,
      (sql: Stack['context']['sql']) => sql`
        insert into known_place (user_id, kind, hmac, is_first) values (${id}, 'network', sha384('x'), true)`,
    ];
    for (const act of forged)
      await expect(
        asPlatform(stack.context.sql, transaction => act(transaction as never)),
      ).rejects.toMatchObject({ code: '42501' });
    // nobody's rows are seen without the platform's scope
    expect(await stack.context.sql`select from known_place`).toHaveLength(0);
  });
});

describe('a confirmation', () => {
  test('holds only in the browser and the network where the second factor was shown', async () => {
    const { signIn } = await someone();
    const here = await signIn(office);
    const session = here.cookie.replace(here.browser, '').replace('; ', '');
    // the cookie of the session alone, as a thief has it, in a browser that is known to nobody
    for (const at of [{ cookie: session }, { cookie: `${session}; visavis-browser=${'A'.repeat(43)}` }])
      expect(await here.makeKey(at)).toMatchObject(required);
    expect(await here.makeKey(elsewhere)).toMatchObject(required);
    expect((await here.ask('GET', '/api-keys', undefined, elsewhere)).status).toBe(200);
    expect((await here.confirm(elsewhere)).status).toBe(204);
    expect(await here.makeKey(elsewhere)).toMatchObject(made);
    expect(await here.makeKey()).toMatchObject(required);
    // both at once is what raises the risk
    expect(await here.makeKey({ ...elsewhere, cookie: session })).toMatchObject(
      passkeyRequired('browser_unfamiliar', 'network_unfamiliar'),
    );
    expect(await keys()).toBe(1);
  });

  test('gives a browser that had lost its cookie another', async () => {
    const { signIn } = await someone();
    const here = await signIn(office);
    const session = here.cookie.replace(here.browser, '').replace('; ', '');
    const confirmed = await here.confirm({ cookie: session });
    const cookie = `${session}; ${cookieOf(confirmed)}`;
    expect(await here.makeKey({ cookie })).toMatchObject(made);
  });
});

describe('raised risk', () => {
  test('is an outdated browser together with another point', async () => {
    const { signIn } = await someone();
    const here = await signIn({ ...office, ...outdated });
    expect(await here.makeKey()).toMatchObject(made);
    expect(await (await signIn({ ...office, ...outdated })).makeKey()).toMatchObject(
      passkeyRequired('browser_unfamiliar', 'browser_outdated'),
    );
  });

  test('is three refusals within a day together with another point, whoever failed', async () => {
    const { id, signIn, refuse } = await someone();
    await signIn(office);
    const other = await signIn(office);
    await refuse(elsewhere);
    await refuse(elsewhere);
    expect(await other.makeKey()).toMatchObject(made);
    await refuse(elsewhere);
    expect(await other.makeKey()).toMatchObject(passkeyRequired('browser_unfamiliar', 'refused_often'));
    await later(id, '1 day');
    expect(await other.makeKey()).toMatchObject(made);
  });

  test('keeps who may do what matters most from changing how they sign in', async () => {
    const { signIn, password, code } = await someone();
    await signIn(office);
    const away = await signIn(elsewhere);
    const refused = passkeyRequired('browser_unfamiliar', 'network_unfamiliar');
    const newPassword = 'Nebel Kranich 7 Fenster';
    for (const [path, body] of [
      ['/account/password', { newPassword }],
      ['/account/totp', {}],
      ['/account/recovery-codes', {}],
      ['/account/passkeys/begin', {}],
      ['/account/passkeys/00000000-0000-4000-8000-000000000000/remove', {}],
    ] as const)
      expect(await away.ask('POST', path, { password, totp: await code(), ...body }), path).toMatchObject(
        refused,
      );
    expect(await away.ask('POST', '/account/totp/confirm', { totp: await code() })).toMatchObject(refused);
  });

  test('does not concern agents, who may do none of that', async () => {
    const { signIn, password, code } = await someone('agent');
    await signIn(office);
    const away = await signIn({ ...elsewhere, ...outdated });
    const begun = await away.ask('POST', '/account/passkeys/begin', { password, totp: await code() });
    expect(begun.status).toBe(200);
  });
});
