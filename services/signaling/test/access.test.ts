import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codeOf, consoleClient, consoleRequest, cookieOf, forgetSteps } from './clients.ts';
import { startStack, type Stack, type Tenant } from './stack.ts';

let stack: Stack;
let tenant: Tenant;
beforeAll(async () => {
  stack = await startStack();
  tenant = await stack.tenant(['agent', 'supervisor', 'compliance', 'administrator']);
});
afterAll(() => stack.stop());

const signIn = (body: unknown, cookie?: string) =>
  consoleRequest(stack, 'POST', '/sign-in', { body, ...(cookie === undefined ? {} : { cookie }) });
const unauthenticated = { error: { code: 'unauthenticated' } };

/** Nobody has to wait for a lock to end. */
const prolongLocks = async () => {
  const { count } = await stack.database.sql`
    update sign_in_brake set expire = expire + 3600000 where key like 'account-lock:%' and key not like '%-free'`;
  return count;
};
const unlock = (email: string) => stack.context.brakes.account.forget(email);

describe('sign-in', () => {
  test('takes both factors in one request and gives a session', async () => {
    const { id, email, password, totpSecret } = tenant.user('administrator');
    // a password is good until it is changed
    await stack.database.sql`update app_user set created_at = now() - interval '5 years' where id = ${id}`;
    const reply = await signIn({ email: email.toUpperCase(), password, totp: await codeOf(totpSecret) });
    expect(reply.status).toBe(200);
    expect(reply.body).toMatchObject({
      user: { email, roles: ['administrator'] },
      organisation: { id: tenant.tenant.id, kind: 'tenant' },
    });
    const cookies = reply.response.headers.getSetCookie();
    expect(cookies.map(cookie => cookie.split('=')[0])).toEqual(['visavis-browser', 'visavis']);
    for (const attributes of cookies) {
      expect(attributes).toMatch(/HttpOnly/);
      expect(attributes).toMatch(/SameSite=Strict/);
    }
    const session = await consoleRequest(stack, 'GET', '/session', { cookie: cookieOf(reply) ?? '' });
    expect(session.body).toEqual(reply.body);
  });

  test('answers the same to an unknown name, a wrong password, a wrong code and a locked account', async () => {
    const { email, password, totpSecret } = tenant.user('agent');
    const totp = await codeOf(totpSecret);
    const wrong = totp === '000000' ? '000001' : '000000';
    const tries = [
      { email: 'nobody@example.test', password, totp },
      { email, password: 'not the password', totp },
      { email, password, totp: wrong },
      { email, password: 'not the password', totp: wrong },
    ];
    const refused = async (body: unknown) => {
      const reply = await signIn(body);
      expect([reply.status, reply.body]).toEqual([401, unauthenticated]);
      expect(reply.response.headers.getSetCookie()).toEqual([]);
    };
    for (const body of tries) await refused(body);
    const { sql } = stack.database;
    const [unknown] = await sql`
      select e.payload from audit_event e join organisation o on o.id = e.organisation_id and o.kind = 'operator'
      where e.action = 'sign_in.refused'`;
    expect(unknown).toEqual({ payload: { factor: 'totp', locked: false } });
    // three failures lock; this one is prolonged so that a busy machine does not outwait it
    expect(await prolongLocks()).toBe(1);
    await refused({ email, password, totp });
    await unlock(email);
    expect((await signIn({ email, password, totp })).status).toBe(200);
  });

  test('many tries at once do not slip past the lock', async () => {
    const { email, totpSecret } = tenant.user('supervisor');
    const totp = await codeOf(totpSecret);
    await Promise.all(Array.from({ length: 8 }, () => signIn({ email, password: 'guess', totp })));
    const { sql } = stack.database;
    const refusals = await sql<{ locked: boolean }[]>`
      select (payload->>'locked')::boolean as locked from audit_event
      where action = 'sign_in.refused' and subject_id = ${tenant.user('supervisor').id}`;
    expect(refusals.length).toBe(8);
    expect(refusals.filter(({ locked }) => !locked).length).toBeLessThanOrEqual(3);
    await unlock(email);
  });

  test('takes a code once', async () => {
    const { email, password, totpSecret } = tenant.user('compliance');
    const body = { email, password, totp: await codeOf(totpSecret) };
    const replies = await Promise.all([signIn(body), signIn(body)]);
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 401]);
    expect((await signIn(body)).status).toBe(401);
    expect((await signIn({ ...body, totp: await codeOf(totpSecret, 1) })).status).toBe(200);
    await unlock(email);
  });

  test('tells what was tried and changed in one’s name since the sign-in before, once', async () => {
    const other = await stack.tenant(['agent']);
    const { email, password, totpSecret } = other.user('agent');
    const factors = async () => {
      await forgetSteps(stack);
      return { password, totp: await codeOf(totpSecret) };
    };
    const come = async (cookie?: string) => {
      const reply = await signIn({ email, ...(await factors()) }, cookie);
      return { cookie: cookieOf(reply) ?? '', news: (reply.body as { news: unknown }).news };
    };
    const first = await come();
    expect(first.news).toBeNull();
    const path = '/account/recovery-codes';
    const renew = async (body: object) => consoleRequest(stack, 'POST', path, { cookie: first.cookie, body });
    expect((await renew(await factors())).status).toBe(200);
    expect((await renew({ password: 'guessed', totp: '000000' })).status).toBe(403);
    expect((await signIn({ email, password: 'guessed', totp: '000000' })).status).toBe(401);
    const { news } = await come(first.cookie);
    expect(news).toMatchObject({ refused: 2, changes: ['recovery_codes_change.done'] });
    expect((await come(first.cookie)).news).toBeNull();
  });

  test('refuses what does not fit the schema, naming the field', async () => {
    const reply = await signIn({ email: 'a@example.test', password: 'x' });
    expect([reply.status, reply.body]).toEqual([400, { error: { code: 'invalid_request', field: 'totp' } }]);
  });
});

describe('session', () => {
  test('is rotated at sign-in, stored as a hash, and ends with sign-out', async () => {
    const other = await stack.tenant(['agent']);
    const { email, password, totpSecret } = other.user('agent');
    const first = cookieOf(await signIn({ email, password, totp: await codeOf(totpSecret) })) ?? '';
    const second =
      cookieOf(await signIn({ email, password, totp: await codeOf(totpSecret, 1) }, first)) ?? '';
    expect(second).not.toBe(first);
    expect((await consoleRequest(stack, 'GET', '/session', { cookie: first })).status).toBe(401);
    const id = decodeURIComponent(second).split('=s:')[1]?.split('.')[0] ?? '';
    // 24 random bytes, and a cookie far from the 4096 bytes that browsers keep
    expect(Buffer.from(id, 'base64url')).toHaveLength(24);
    expect(second.length).toBeLessThan(200);
    const [leak] = await stack.database.sql`
      select 1 from session where data::text like ${`%${id}%`}
        or position(convert_to(left(${id}, 20), 'UTF8') in id_sha384) > 0`;
    expect(leak).toBeUndefined();
    expect((await consoleRequest(stack, 'POST', '/sign-out', { cookie: second })).status).toBe(204);
    expect((await consoleRequest(stack, 'GET', '/session', { cookie: second })).status).toBe(401);
  });

  test('is over when it was idle, and use prolongs it to ten hours at most', async () => {
    const other = await stack.tenant(['agent']);
    const { user, sql } = { user: other.user('agent').id, sql: stack.database.sql };
    const agent = await consoleClient(stack, other, 'agent');
    await sql`update session set created_at = now() - interval '9 hours 55 minutes' where user_id = ${user}`;
    // what a page asks by itself is no use
    expect((await agent('GET', '/session')).status).toBe(200);
    const left = async () => {
      const [row] = await sql<{ minutes: number }[]>`
        select extract(epoch from expires_at - now()) / 60 as minutes from session where user_id = ${user}`;
      return Number(row?.minutes);
    };
    await sql`update session set expires_at = now() + interval '1 minute' where user_id = ${user}`;
    await agent('GET', '/session');
    expect(await left()).toBeLessThan(1.1);
    expect((await agent('POST', '/session/use')).status).toBe(200);
    const [row] = await sql`
      select expires_at <= now() + interval '5 minutes 5 seconds' as ends from session where user_id = ${user}`;
    expect(row).toEqual({ ends: true });
    await sql`update session set expires_at = now() where user_id = ${user}`;
    expect((await agent('GET', '/session')).status).toBe(401);
  });

  test('changes nothing for a page of another origin', async () => {
    for (const origin of ['http://customer.test', null]) {
      const reply = await consoleRequest(stack, 'POST', '/sign-out', { origin });
      expect([reply.status, reply.body]).toEqual([403, { error: { code: 'origin_not_allowed' } }]);
    }
  });
});

test('each role may do its own and nothing else', async () => {
  const other = await stack.tenant(['agent', 'administrator']);
  const agent = await consoleClient(stack, other, 'agent');
  const administrator = await consoleClient(stack, other, 'administrator');
  const refused = { status: 403, body: { error: { code: 'not_permitted' } } };
  expect(await agent('GET', '/contracts')).toMatchObject(refused);
  expect(await agent('GET', '/due')).toMatchObject(refused);
  expect(await administrator('GET', '/contracts')).toMatchObject({ status: 200 });
  expect(await administrator('POST', '/decisions', {})).toMatchObject(refused);
  const { contract } = other;
  expect(await administrator('GET', `/contracts/${contract.id}/test-object`)).toMatchObject(refused);
});
