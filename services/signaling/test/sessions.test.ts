import { ownSessionList } from '@visavis/protocol';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PostgresSessions } from '../src/access/session-store.ts';
import { codeOf, consoleRequest, cookieOf, forgetSteps } from './clients.ts';
import { startStack, type Stack, type Tenant } from './stack.ts';

let stack: Stack;
let tenant: Tenant;
beforeAll(async () => {
  stack = await startStack();
  tenant = await stack.tenant(['agent', 'compliance', 'administrator']);
});
afterAll(() => stack.stop());

const agents = {
  desk: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0',
  phone:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
};

type RoleName = Parameters<Tenant['user']>[0];

/** A session of its own. */
async function signedIn(role: RoleName, userAgent = agents.desk) {
  await forgetSteps(stack);
  const { email, password, totpSecret } = tenant.user(role);
  const body = { email, password, totp: await codeOf(totpSecret) };
  const reply = await consoleRequest(stack, 'POST', '/sign-in', { body, userAgent });
  const cookie = cookieOf(reply);
  if (reply.status !== 200 || cookie === undefined) throw new Error(`sign-in: ${reply.status}`);
  const client = (method: string, path: string, sent?: unknown) =>
    consoleRequest(stack, method, path, { cookie, ...(sent === undefined ? {} : { body: sent }) });
  /** Both factors, shown again. */
  const proven = async (method: string, path: string) => {
    await forgetSteps(stack);
    return client(method, path, { password, totp: await codeOf(totpSecret) });
  };
  return {
    client,
    proven,
    sessions: async () => ownSessionList.parse((await client('GET', '/sessions')).body).items,
    isIn: async () => (await client('GET', '/session')).status === 200,
  };
}

describe('own sessions', () => {
  test('are listed with where they are, and ended from afar, one or all others', async () => {
    const here = await signedIn('agent');
    const there = await signedIn('agent', agents.phone);
    const stranger = await signedIn('compliance');
    const listed = await here.sessions();
    expect(listed).toHaveLength(2);
    expect(listed).toMatchObject([
      { isThis: true, place: { browser: 'edge', system: 'windows', address: '127.0.0.1' } },
      { isThis: false, place: { browser: 'safari', system: 'ios', address: '127.0.0.1' } },
    ]);
    expect(JSON.stringify(listed)).not.toContain('Mozilla');

    const other = listed[1]?.id ?? '';
    for (const [client, id] of [
      [stranger.proven, other],
      [here.proven, '00000000-0000-4000-8000-000000000000'],
      [here.proven, 'x'],
    ] as const)
      expect((await client('POST', `/sessions/${id}/end`)).body).toEqual({ error: { code: 'not_found' } });
    expect(await there.isIn()).toBe(true);
    expect((await here.proven('POST', `/sessions/${other}/end`)).status).toBe(204);
    expect([await there.isIn(), await here.isIn()]).toEqual([false, true]);

    const again = await signedIn('agent');
    expect((await here.proven('POST', '/sessions/end-others')).status).toBe(204);
    expect([await again.isIn(), await here.isIn(), await stranger.isIn()]).toEqual([false, true, true]);
    const events = await stack.database.sql`
      select action, payload from audit_event
      where actor_id = ${tenant.user('agent').id} and action = 'sessions.ended' order by sequence`;
    expect(events).toEqual([
      { action: 'sessions.ended', payload: { sessions: 1 } },
      { action: 'sessions.ended', payload: { sessions: 1 } },
    ]);
  });

  test('end only for who shows both factors again', async () => {
    const here = await signedIn('agent');
    const there = await signedIn('agent', agents.phone);
    const other = (await here.sessions()).find(({ isThis }) => !isThis)?.id ?? '';
    for (const path of [`/sessions/${other}/end`, '/sessions/end-others']) {
      expect((await here.client('POST', path, {})).status).toBe(400);
      const wrong = await here.client('POST', path, { password: 'guessed', totp: '000000' });
      expect([wrong.status, wrong.body]).toEqual([403, { error: { code: 'factors_refused' } }]);
    }
    expect(await there.isIn()).toBe(true);
    expect((await here.proven('POST', '/sessions/end-others')).status).toBe(204);
    expect(await there.isIn()).toBe(false);
  });

  test('are gone when the account has other roles or is disabled, which lets nobody in again', async () => {
    const { sql } = stack.database;
    const { id } = tenant.user('compliance');
    const first = await signedIn('compliance');
    await sql`update app_user set name = 'Another name' where id = ${id}`;
    expect(await first.isIn()).toBe(true);
    await sql`update app_user set roles = '{administrator,compliance}' where id = ${id}`;
    expect(await first.isIn()).toBe(false);
    const second = await signedIn('compliance');
    await sql`update app_user set disabled_at = now() where id = ${id}`;
    expect(await second.isIn()).toBe(false);
    await expect(signedIn('compliance')).rejects.toThrow('sign-in: 401');
  });

  test('a session that ends while it is being answered does not come back', async () => {
    const { sql } = stack.database;
    const { id } = tenant.user('compliance');
    const store = new PostgresSessions(stack.context.sql);
    const cookie = { originalMaxAge: null };
    const set = (session: object) =>
      new Promise<void>((resolve, reject) =>
        store.set('an id', session as never, error => (error ? reject(new Error('not stored')) : resolve())),
      );
    await set({ cookie, passport: { user: id } });
    const loaded = await new Promise<object>(resolve =>
      store.get('an id', (_error, session) => resolve(session ?? {})),
    );
    await sql`delete from session where user_id = ${id}`;
    await set({ ...loaded, changed: true });
    expect(await sql`select 1 from session where user_id = ${id}`).toEqual([]);
  });
});
