import { apiKeyEndsHeader, tenantApi, type ApiKeyView, type ApiScope } from '@visavis/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { apiClient, consoleClient, type ConsoleClient } from './clients.ts';
import { startStack, type Stack, type Tenant } from './stack.ts';

type Made = { apiKey: ApiKeyView; key: string };

let stack: Stack;
let tenant: Tenant;
let administrator: ConsoleClient;
beforeAll(async () => {
  stack = await startStack();
  tenant = await stack.tenant(['administrator', 'compliance']);
  administrator = await consoleClient(stack, tenant, 'administrator');
});
afterAll(() => stack.stop());

const make = async (scopes: readonly ApiScope[], more: object = {}): Promise<Made> => {
  const reply = await administrator('POST', '/api-keys', { label: 'Core banking', scopes, ...more });
  expect(reply.status).toBe(201);
  return reply.body as Made;
};
const withKey = (key: string) => apiClient(stack, { ...tenant, apiKey: { id: '', key } });
const isGood = async (key: string) =>
  (await withKey(key)('GET', `/identifications/${crypto.randomUUID()}`)).status === 404;
const actionsOn = async (id: string) => {
  const rows = await stack.database.sql<{ action: string }[]>`
    select action from audit_event where subject_id = ${id} order by sequence`;
  return rows.map(({ action }) => action);
};
const inDays = (instant: string) => Math.round((Date.parse(instant) - Date.now()) / 86_400_000);

test('a key is shown once, stored hashed, ends after a year at the latest two, and is listed without itself', async () => {
  const { apiKey, key } = await make(['identifications:read']);
  expect(key).toMatch(/^vv_[\w-]{43}$/);
  expect(inDays(apiKey.expiresAt)).toBe(365);
  expect(inDays((await make(['evidence:read'], { days: 730 })).apiKey.expiresAt)).toBe(730);
  for (const wrong of [
    { days: 731 },
    { scopes: [] },
    { scopes: ['all'] },
    { label: ' ' },
    { tenantId: apiKey.id },
  ])
    expect(
      (await administrator('POST', '/api-keys', { label: 'x', scopes: ['evidence:read'], ...wrong })).status,
    ).toBe(400);
  const listed = await administrator('GET', '/api-keys');
  expect((listed.body as { items: ApiKeyView[] }).items).toContainEqual(apiKey);
  expect(JSON.stringify(listed.body)).not.toContain(key);
  const [leak] = await stack.database.sql`
    select 1 from api_key where api_key::text like ${`%${key}%`} or api_key::text like ${`%${key.slice(3)}%`}`;
  expect(leak).toBeUndefined();
  expect(await actionsOn(apiKey.id)).toEqual(['api_key.created']);
});

test('a key does what its scope says, at every endpoint, and the refusal names what is missing', async () => {
  for (const { method, path, scope } of Object.values(tenantApi)) {
    const at = path.replace('/api/v1', '').replace('{id}', crypto.randomUUID());
    const others = Object.values(tenantApi)
      .map(endpoint => endpoint.scope)
      .filter(other => other !== scope);
    const { apiKey, key } = await make(others);
    const refused = await withKey(key)(method.toUpperCase(), at);
    expect([refused.status, refused.body]).toEqual([403, { error: { code: 'not_permitted', field: scope } }]);
    expect((await withKey((await make([scope])).key)(method.toUpperCase(), at)).status).not.toBe(403);
    const [refusal] = await stack.database.sql`
      select subject_id as operation, payload from audit_event
      where action = 'access.refused' and actor_kind = 'api_key' and actor_id = ${apiKey.id}`;
    expect(refusal).toEqual({
      operation: `${method.toUpperCase()} ${path}`,
      payload: { code: 'not_permitted', count: 1 },
    });
  }
});

test('a rotated key goes on for the overlap, its successor has the same scopes, and it is rotated once', async () => {
  const { apiKey, key } = await make(['identifications:read']);
  const rotate = (overlapDays: number) =>
    administrator('POST', `/api-keys/${apiKey.id}/rotation`, { overlapDays });
  expect((await rotate(31)).status).toBe(400);
  const { body, status } = await rotate(7);
  const made = body as Made;
  expect([status, made.apiKey.scopes, made.apiKey.label]).toEqual([201, apiKey.scopes, apiKey.label]);
  expect(await Promise.all([isGood(key), isGood(made.key)])).toEqual([true, true]);
  const { items } = (await administrator('GET', '/api-keys')).body as { items: ApiKeyView[] };
  const old = items.find(({ id }) => id === apiKey.id);
  expect([old?.successorId, inDays(old?.expiresAt ?? '')]).toEqual([made.apiKey.id, 7]);
  expect((await rotate(7)).body).toEqual({ error: { code: 'wrong_state' } });
  const next = await administrator('POST', `/api-keys/${made.apiKey.id}/rotation`, { overlapDays: 0 });
  expect(next.status).toBe(201);
  expect(await Promise.all([isGood(made.key), isGood((next.body as Made).key)])).toEqual([false, true]);
  expect(await actionsOn(apiKey.id)).toEqual(['api_key.created', 'api_key.rotated']);
});

test('a revoked key is over at once and for good; whose it was is on record', async () => {
  const { apiKey, key } = await make(['identifications:read']);
  expect(await isGood(key)).toBe(true);
  const [used] = await stack.database.sql`
    select last_used_at = date_trunc('hour', now()) as coarse from api_key where id = ${apiKey.id}`;
  expect(used).toEqual({ coarse: true });
  const path = `/api-keys/${apiKey.id}/revocation`;
  const revoked = await administrator('POST', path);
  expect((await administrator('POST', path)).body).toEqual(revoked.body);
  expect((await withKey(key)('GET', '/identifications/x')).body).toEqual({
    error: { code: 'unauthenticated' },
  });
  expect(await actionsOn(apiKey.id)).toEqual(['api_key.created', 'api_key.revoked']);
  const [refusal] = await stack.database.sql`
    select payload from audit_event where action = 'access.refused' and actor_id = ${apiKey.id} and subject_id = 'GET /api/v1'`;
  expect(refusal).toEqual({ payload: { code: 'unauthenticated', count: 1 } });
  for (const change of [
    "expires_at = expires_at + interval '1 day'",
    "scopes = '{evidence:read}'",
    'revoked_at = null',
  ])
    await expect(
      stack.database.sql.unsafe(`update api_key set ${change} where id = '${apiKey.id}'`),
    ).rejects.toMatchObject({ constraint_name: 'api_key_final' });
});

test('from 30 days before its end a key says in every answer when that is', async () => {
  const endsOf = async (days: number) => {
    const { key } = await make(['identifications:read'], { days });
    const { response } = await withKey(key)('GET', `/identifications/${crypto.randomUUID()}`);
    return response.headers.get(apiKeyEndsHeader);
  };
  expect(await endsOf(31)).toBe(null);
  expect(inDays((await endsOf(29)) ?? '')).toBe(29);
});

test('an expired key opens nothing', async () => {
  const { apiKey, key } = await make(['identifications:read']);
  await stack.database.sql`update api_key set expires_at = now() where id = ${apiKey.id}`;
  expect((await withKey(key)('GET', '/identifications/x')).status).toBe(401);
});

test('keys are the administrator’s, and those of another tenant do not exist', async () => {
  const compliance = await consoleClient(stack, tenant, 'compliance');
  expect((await compliance('GET', '/api-keys')).body).toEqual({ error: { code: 'not_permitted' } });
  const other = await stack.tenant(['administrator']);
  const foreign = await consoleClient(stack, other, 'administrator');
  const { apiKey, key } = await make(['identifications:read']);
  for (const [path, body] of [
    ['rotation', { overlapDays: 0 }],
    ['revocation', undefined],
  ] as const)
    expect(await foreign('POST', `/api-keys/${apiKey.id}/${path}`, body)).toMatchObject({
      status: 404,
      body: { error: { code: 'not_found' } },
    });
  expect(await isGood(key)).toBe(true);
});
