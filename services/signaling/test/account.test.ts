import { randomUUID } from 'node:crypto';
import { asPlatform, lockMember, type Transaction } from '@visavis/db';
import type { InvitationView, RecoveryCodes, TotpEnrolment } from '@visavis/protocol';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAccount, resetAccount, unlockAccount } from '../src/access/account.ts';
import { orNotFound } from '../src/http/refused.ts';
import { codeOf, consoleRequest, cookieOf, type Reply } from './clients.ts';
import { startStack, type Stack, type Tenant } from './stack.ts';

let stack: Stack;
let tenant: Tenant;
beforeAll(async () => {
  stack = await startStack();
  tenant = await stack.tenant(['administrator']);
});
afterAll(() => stack.stop());

const administrator = { kind: 'user', id: randomUUID() } as const;
const good = 'Tulpe-Regal-Nebel-42';
const post = (path: string, body: unknown, cookie?: string): Promise<Reply> =>
  consoleRequest(stack, 'POST', path, { body, ...(cookie === undefined ? {} : { cookie }) });
const refused = (code: string, field?: string) => ({
  body: { error: field === undefined ? { code } : { code, field } },
});
/** @param before the cookies that the browser has from a session before */
const signedIn = async (body: object, before?: string): Promise<string> => {
  const reply = await post('/sign-in', body, before);
  expect(reply.status).toBe(200);
  return cookieOf(reply) ?? '';
};
const eventsOf = async (userId: string) => {
  const rows = await stack.database.sql<{ action: string }[]>`
    select action from audit_event where subject_id = ${userId} order by sequence`;
  return rows.map(({ action }) => action);
};

type Person = { id: string; email: string; password: string; secret: string; codes: string[] };

/** An account as an administrator makes it. @returns the token of its link */
async function invited(): Promise<{ id: string; email: string; token: string }> {
  const email = `${randomUUID()}@example.test`;
  const account = {
    organisation: { id: tenant.tenant.id, kind: 'tenant' } as const,
    email,
    name: 'Erika Muster',
    roles: ['compliance'] as const,
  };
  const { id, link } = await asPlatform(stack.context.sql, transaction =>
    createAccount(transaction, 'https://console.test', account, administrator),
  );
  const [address, token = ''] = link.split('#/invitation/');
  expect(address).toBe('https://console.test/');
  return { id, email, token };
}

const totpOf = (reply: Reply) => (reply.body as InvitationView).totp?.secret ?? '';
const codesOf = (reply: Reply) => (reply.body as RecoveryCodes).recoveryCodes;

/** Has followed the link; the code of now is spent. */
async function enrolled(): Promise<Person> {
  const { id, email, token } = await invited();
  const secret = totpOf(await post('/invitation', { token }));
  const accepted = await post('/invitation/accept', { token, password: good, totp: await codeOf(secret) });
  expect(accepted.status).toBe(200);
  return { id, email, password: good, secret, codes: codesOf(accepted) };
}

const memberOf = async (transaction: Transaction, userId: string) =>
  orNotFound(await lockMember(transaction, userId));

const reset = (userId: string, lost: { password: boolean; totp: boolean }) =>
  asPlatform(stack.context.sql, async transaction => {
    const member = await memberOf(transaction, userId);
    const { link } = await resetAccount(transaction, 'https://console.test', member, lost, administrator);
    return link.split('#/invitation/')[1] ?? '';
  });

describe('invitation', () => {
  test('lets its person set password and app, once, and nobody sign in before', async () => {
    const { id, email, token } = await invited();
    expect(await post('/sign-in', { email, password: good, totp: '000000' })).toMatchObject({ status: 401 });
    const first = await post('/invitation', { token });
    expect(first.body).toMatchObject({
      user: { name: 'Erika Muster', email },
      setsPassword: true,
      totp: { uri: expect.stringMatching(/^otpauth:\/\/totp\/Visavis/) as unknown },
    });
    // who looked at the link before knows a secret that is void
    const secret = totpOf(await post('/invitation', { token }));
    const old = await post('/invitation/accept', {
      token,
      password: good,
      totp: await codeOf(totpOf(first)),
    });
    expect(old).toMatchObject(refused('factors_refused'));
    const totp = await codeOf(secret);
    expect(await post('/invitation/accept', { token, password: 'Erika Muster 1', totp })).toMatchObject(
      refused('password_weak', 'newPassword'),
    );
    const replies = await Promise.all(
      [1, 2].map(() => post('/invitation/accept', { token, password: good, totp })),
    );
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 410]);
    expect(await post('/invitation', { token })).toMatchObject(refused('link_spent'));
    const codes = codesOf(replies.find(({ status }) => status === 200) as Reply);
    expect(new Set(codes).size).toBe(10);
    // the code that confirmed is spent
    expect((await post('/sign-in', { email, password: good, totp })).status).toBe(401);
    await signedIn({ email, password: good, totp: await codeOf(secret, 1) });
    expect(await eventsOf(id)).toEqual([
      'account.created',
      'sign_in.refused',
      'invitation.refused',
      'invitation.accepted',
      'sign_in.refused',
      'sign_in.done',
    ]);
    const [stored] = await stack.database.sql`
      select 1 from invitation i, app_user u, recovery_code r
      where u.id = ${id} and (row_to_json(i)::text || row_to_json(u)::text || row_to_json(r)::text)
        like any (${[token, good, secret, ...codes].map(text => `%${text}%`)})`;
    expect(stored).toBeUndefined();
  });

  test('that is unknown or expired opens nothing', async () => {
    const unknown = 'A'.repeat(43);
    expect(await post('/invitation', { token: unknown })).toMatchObject(refused('link_unknown'));
    const { id, token } = await invited();
    await stack.database.sql`update invitation set expires_at = now() where user_id = ${id}`;
    for (const path of ['/invitation', '/invitation/accept'])
      expect(
        await post(path, path.endsWith('t') ? { token, password: good, totp: '000000' } : { token }),
      ).toMatchObject(refused('link_expired'));
  });
});

describe('recovery code', () => {
  test('stands in for the app once, whatever the number of tries at once, and asks to enrol anew', async () => {
    const { id, email, password, codes } = await enrolled();
    const [code = '', other = ''] = codes;
    const typed = code.toLowerCase().replaceAll('-', ' ');
    const replies = await Promise.all(
      [1, 2, 3].map(() => post('/sign-in', { email, password, recoveryCode: typed })),
    );
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 401, 401]);
    const cookie = cookieOf(replies.find(({ status }) => status === 200) as Reply) ?? '';
    expect((await consoleRequest(stack, 'GET', '/session', { cookie })).body).toMatchObject({
      shouldEnrol: true,
    });
    expect((await consoleRequest(stack, 'GET', '/account', { cookie })).body).toEqual({
      recoveryCodesLeft: 9,
    });
    const { sql } = stack.database;
    const [event] = await sql`
      select payload from audit_event where subject_id = ${id} and action = 'sign_in.done'`;
    expect(event).toEqual({ payload: { factor: 'recovery_code' } });
    await stack.context.brakes.account.forget(email);
    expect((await post('/sign-in', { email, password: 'wrong', recoveryCode: other })).status).toBe(401);
    // not both, not none
    for (const body of [{ totp: '000000', recoveryCode: other }, {}])
      expect((await post('/sign-in', { email, password, ...body })).status).toBe(400);
  });
});

describe('own account', () => {
  test('changes the password with both factors, ends other sessions, and takes none of the last ten', async () => {
    const { id, email, password, secret, codes } = await enrolled();
    const [c0 = '', c1 = '', c2 = ''] = codes;
    const other = await signedIn({ email, password, totp: await codeOf(secret, 1) });
    const mine = await signedIn({ email, password, recoveryCode: c0 });
    const change = (body: object) => post('/account/password', body, mine);
    const newPassword = 'Nebel Kranich 7 Fenster';
    for (const body of [
      { password: 'wrong', recoveryCode: c1, newPassword },
      { password, recoveryCode: c0, newPassword },
    ])
      expect(await change(body)).toMatchObject({ status: 403, ...refused('factors_refused') });
    await stack.context.brakes.account.forget(email);
    expect(await change({ password, recoveryCode: c1, newPassword: 'Erika Muster 1974' })).toMatchObject(
      refused('password_weak', 'newPassword'),
    );
    expect(await change({ password, recoveryCode: c1, newPassword: password })).toMatchObject(
      refused('password_used_before', 'newPassword'),
    );
    const changed = await change({ password, recoveryCode: c1, newPassword });
    expect(changed.status).toBe(204);
    for (const cookie of [other, mine])
      expect((await consoleRequest(stack, 'GET', '/session', { cookie })).status).toBe(401);
    const cookie = cookieOf(changed) ?? '';
    expect((await consoleRequest(stack, 'GET', '/session', { cookie })).status).toBe(200);
    expect((await post('/sign-in', { email, password, recoveryCode: c2 })).status).toBe(401);
    // eight more in between: the first is still remembered
    const { sql } = stack.database;
    for (let n = 0; n < 8; n++)
      await sql`update app_user set password_hash = ${`$none$${n}`} where id = ${id}`;
    const [kept] = await sql`select count(*)::int as kept from password_history where user_id = ${id}`;
    expect(kept).toEqual({ kept: 10 });
    await expect(
      sql`update recovery_code set used_at = null where user_id = ${id} and used_at is not null`,
    ).rejects.toThrow('used once');
  });

  test('changes the authenticator: the old one ends when a code of the new one has come', async () => {
    const { id, email, password, secret, codes } = await enrolled();
    const mine = await signedIn({ email, password, totp: await codeOf(secret, 1) });
    const [c0 = '', c1 = ''] = codes;
    expect(await post('/account/totp', { password, totp: '000000' }, mine)).toMatchObject(
      refused('factors_refused'),
    );
    const begun = await post('/account/totp', { password, recoveryCode: c0 }, mine);
    const fresh = (begun.body as TotpEnrolment).secret;
    const confirm = (totp: string) => post('/account/totp/confirm', { totp }, mine);
    expect(await confirm(await codeOf(secret))).toMatchObject(refused('factors_refused'));
    const confirmed = await confirm(await codeOf(fresh));
    expect(codesOf(confirmed)).toHaveLength(10);
    expect((await consoleRequest(stack, 'GET', '/session', { cookie: mine })).status).toBe(401);
    const wrong = [{ totp: await codeOf(fresh) }, { recoveryCode: c1 }, { totp: await codeOf(secret, 1) }];
    for (const factor of wrong)
      expect((await post('/sign-in', { email, password, ...factor })).status).toBe(401);
    await stack.context.brakes.account.forget(email);
    const cookie = await signedIn({ email, password, totp: await codeOf(fresh, 1) }, mine);
    const [last = ''] = codesOf(confirmed);
    const renewed = await post('/account/recovery-codes', { password, recoveryCode: last }, cookie);
    expect(codesOf(renewed)).toHaveLength(10);
    expect(codesOf(renewed)).not.toContain(last);
    expect(await eventsOf(id)).toEqual(
      expect.arrayContaining([
        'totp_change.refused',
        'totp_change.done',
        'totp.enrolled',
        'recovery_codes_change.done',
      ]),
    );
  });

  test('with an initial password may do nothing but change it', async () => {
    const { id, email, password, secret, codes } = await enrolled();
    await stack.database.sql`update app_user set password_must_change = true where id = ${id}`;
    const cookie = await signedIn({ email, password, totp: await codeOf(secret, 1) });
    const get = (path: string, as = cookie) => consoleRequest(stack, 'GET', path, { cookie: as });
    expect((await get('/session')).body).toMatchObject({ mustChangePassword: true });
    expect(await get('/contracts')).toMatchObject({ status: 403, ...refused('password_change_required') });
    const [recoveryCode = ''] = codes;
    const newPassword = 'Nebel Kranich 7 Fenster';
    const changed = await post('/account/password', { password, recoveryCode, newPassword }, cookie);
    expect((await get('/contracts', cookieOf(changed))).status).toBe(200);
  });
});

describe('reset by an administrator', () => {
  test('of the password asks for the app, of the app for the password, and ends all sessions at once', async () => {
    const { id, email, password, secret } = await enrolled();
    const cookie = await signedIn({ email, password, totp: await codeOf(secret, 1) });
    const first = await reset(id, { password: true, totp: false });
    expect((await consoleRequest(stack, 'GET', '/session', { cookie })).status).toBe(401);
    const chosen = 'Nebel Kranich 7 Fenster';
    expect((await post('/invitation', { token: first })).body).toMatchObject({
      setsPassword: true,
      totp: null,
    });
    const accept = (body: object) => post('/invitation/accept', body);
    expect(await accept({ token: first, password: chosen, totp: '000000' })).toMatchObject(
      refused('factors_refused'),
    );
    const second = await reset(id, { password: false, totp: true });
    expect(await post('/invitation', { token: first })).toMatchObject(refused('link_unknown'));
    const third = await reset(id, { password: true, totp: true });
    const fresh = totpOf(await post('/invitation', { token: third }));
    expect(await accept({ token: third, password, totp: await codeOf(fresh) })).toMatchObject(
      refused('password_used_before', 'newPassword'),
    );
    expect((await accept({ token: third, password: chosen, totp: await codeOf(fresh) })).status).toBe(200);
    expect(await post('/invitation', { token: second })).toMatchObject(refused('link_unknown'));

    const fourth = await reset(id, { password: false, totp: true });
    const app = totpOf(await post('/invitation', { token: fourth }));
    expect(await accept({ token: fourth, password, totp: await codeOf(app) })).toMatchObject(
      refused('factors_refused'),
    );
    expect((await accept({ token: fourth, password: chosen, totp: await codeOf(app) })).status).toBe(200);

    const fifth = await reset(id, { password: true, totp: false });
    const done = await accept({ token: fifth, password: good, totp: await codeOf(app, 1) });
    expect(done).toMatchObject(refused('password_used_before', 'newPassword'));
    const last = 'Weiher+Ziegel+Amsel+31';
    expect(await accept({ token: fifth, password: last, totp: await codeOf(app, 1) })).toMatchObject({
      status: 200,
      body: { recoveryCodes: [] },
    });
  });

  test('a lock ends by an administrator too', async () => {
    const { id, email, password, secret } = await enrolled();
    for (let n = 0; n < 4; n++) await post('/sign-in', { email, password: 'wrong', totp: '000000' });
    await stack.database.sql`update sign_in_brake set expire = expire + 3600000`;
    const body = { email, password, totp: await codeOf(secret, 1) };
    expect((await post('/sign-in', body)).status).toBe(401);
    await asPlatform(stack.context.sql, async transaction =>
      unlockAccount(transaction, stack.context.brakes, await memberOf(transaction, id), administrator),
    );
    expect((await post('/sign-in', body)).status).toBe(200);
    expect(await eventsOf(id)).toContain('account.unlocked');
  });
});
