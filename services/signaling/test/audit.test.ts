import type { AuditEventView, AuditVerification } from '@visavis/protocol';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codeOf, consoleClient, consoleRequest, cookieOf, type ConsoleClient } from './clients.ts';
import { startStack, type Stack, type Tenant } from './stack.ts';

type AuditPage = { items: AuditEventView[]; next: number | null };

let stack: Stack;
let tenant: Tenant;
let compliance: ConsoleClient;
let administrator: ConsoleClient;
beforeAll(async () => {
  stack = await startStack();
  tenant = await stack.tenant(['administrator', 'compliance']);
  compliance = await consoleClient(stack, tenant, 'compliance');
  administrator = await consoleClient(stack, tenant, 'administrator');
});
afterAll(() => stack.stop());

const search = async (query = ''): Promise<AuditPage> => {
  const reply = await compliance('GET', `/audit${query}`);
  expect(reply.status).toBe(200);
  return reply.body as AuditPage;
};

describe('searching', () => {
  test('finds by action, person, thing and time, names one’s own people, and is on record itself', async () => {
    const user = tenant.user('administrator');
    const made = await administrator('POST', '/api-keys', { label: 'x', scopes: ['evidence:read'] });
    const { id } = (made.body as { apiKey: { id: string } }).apiKey;
    const { items } = await search(`?action=api_key.created&actor=${user.id}&subject=${id}`);
    expect(items).toMatchObject([
      {
        actor: { kind: 'user', id: user.id, name: 'The administrator' },
        action: 'api_key.created',
        subject: { kind: 'api_key', id },
        payload: { scopes: ['evidence:read'], days: 365 },
      },
    ]);
    const at = items[0]?.at ?? '';
    const mine = `?action=api_key.created&actor=${user.id}`;
    expect((await search(`${mine}&to=${at}`)).items).toEqual([]);
    expect((await search(`${mine}&from=${at}`)).items).toHaveLength(1);
    const [own] = (await search('?action=audit.searched')).items;
    expect(own?.payload).toEqual({ filters: ['from', 'action', 'actor'], events: 1 });
    expect((await compliance('GET', '/audit?action=nothing')).status).toBe(400);
    expect((await compliance('GET', '/audit?before=0')).status).toBe(400);
    // a parameter twice is none
    const twice = '/audit?action=api_key.created&action=tenant.created';
    expect((await compliance('GET', twice)).status).toBe(400);
  });

  test('goes on by place in the chain, so that what is added meanwhile moves nothing', async () => {
    await Promise.all(Array.from({ length: 55 }, () => search('?action=organisation.created')));
    const first = await search('?action=audit.searched');
    expect(first.items).toHaveLength(50);
    const second = await search(`?action=audit.searched&before=${first.next}`);
    const sequences = [...first.items, ...second.items].map(({ sequence }) => sequence);
    expect(sequences).toEqual([...new Set(sequences)].sort((a, b) => b - a));
    expect(second.next).toBeNull();
  });

  test('shows one’s own chain only', async () => {
    const other = await stack.tenant(['compliance']);
    const foreign = await consoleClient(stack, other, 'compliance');
    const { items } = (await foreign('GET', '/audit')).body as AuditPage;
    expect(items.map(({ action }) => action)).toEqual([
      'sign_in.done',
      'api_key.created',
      'contract.granted',
      'account.created',
      'contract.created',
      'tenant.root_set',
      'organisation.created',
    ]);
    const found = await foreign('GET', `/audit?actor=${tenant.user('compliance').id}`);
    expect(found.body).toEqual({ items: [], next: null });
    expect((await administrator('GET', '/audit')).body).toEqual({ error: { code: 'not_permitted' } });
  });
});

test('the export is a spreadsheet’s text, never its formula, and is on record', async () => {
  const { id } = tenant.user('compliance');
  const name = '=HYPERLINK("https://evil.test","a")';
  await stack.database.sql`update app_user set name = ${name} where id = ${id}`;
  const { response } = await compliance('GET', '/audit/export?action=audit.exported');
  expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(response.headers.get('content-disposition')).toBe('attachment; filename="audit.csv"');
  const bytes = new Uint8Array(await response.arrayBuffer());
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const [header, line, ...rest] = new TextDecoder().decode(bytes).split('\r\n');
  expect(header).toContain('"sequence","at","actor_kind"');
  expect(line).toContain(`"'=HYPERLINK(""https://evil.test"",""a"")"`);
  expect(rest).toEqual(['']);
  const [own] = (await search('?action=audit.exported')).items;
  expect(own).toMatchObject({ actor: { id, name }, payload: { filters: ['action'] } });
});

test('verifying says that all holds, and what does not', async () => {
  const other = await stack.tenant(['compliance']);
  const client = await consoleClient(stack, other, 'compliance');
  const verify = async () => (await client('POST', '/audit/verification')).body as AuditVerification;
  expect(await verify()).toMatchObject({ organisationId: other.tenant.id, events: 7, erased: 0, damage: [] });
  await stack.database.sql.begin(async owner => {
    await owner`alter table audit_event disable trigger user`;
    await owner`
      update audit_event set actor_id = 'nobody' where organisation_id = ${other.tenant.id} and sequence = 1`;
    await owner`alter table audit_event enable trigger user`;
  });
  expect(await verify()).toMatchObject({ events: 8, damage: [{ sequence: 1, kind: 'field_changed' }] });
});

describe('a refusal', () => {
  const refusalsOf = (id: string) =>
    stack.database.sql<{ operation: string; payload: { code: string; count: number } }[]>`
      select subject_id as operation, payload from audit_event
      where action = 'access.refused' and actor_id = ${id} order by sequence`;

  test('of what no schema takes is on record too, by its code alone', async () => {
    const other = await stack.tenant(['administrator']);
    const client = await consoleClient(stack, other, 'administrator');
    expect((await client('POST', '/api-keys', { label: { $ne: 'Jane' } })).status).toBe(400);
    expect((await client('POST', '/api-keys', { label: 'x'.repeat(70_000) })).status).toBe(413);
    expect([...(await refusalsOf(other.user('administrator').id))]).toEqual([
      { operation: 'POST /api/console/api-keys', payload: { code: 'invalid_request', count: 1 } },
      { operation: 'POST /api/console', payload: { code: 'too_large', count: 1 } },
    ]);
  });

  test('of a known person is on record at once, and many of one kind are counted in one event more', async () => {
    const other = await stack.tenant(['administrator']);
    const client = await consoleClient(stack, other, 'administrator');
    const { id } = other.user('administrator');
    const operation = 'GET /api/console/audit';
    await client('GET', '/audit');
    expect([...(await refusalsOf(id))]).toEqual([
      { operation, payload: { code: 'not_permitted', count: 1 } },
    ]);
    await Promise.all(Array.from({ length: 20 }, () => client('GET', '/audit')));
    const path = `/api-keys/${crypto.randomUUID()}/revocation`;
    await client('POST', path);
    expect(await refusalsOf(id)).toHaveLength(2);
    await stack.context.refusals.flush();
    expect([...(await refusalsOf(id))]).toEqual([
      { operation, payload: { code: 'not_permitted', count: 1 } },
      {
        operation: 'POST /api/console/api-keys/{id}/revocation',
        payload: { code: 'not_found', count: 1 },
      },
      { operation, payload: { code: 'not_permitted', count: 20 } },
    ]);
  });

  test('of a page of another origin is on record for the person whose session it used', async () => {
    const other = await stack.tenant(['administrator']);
    const { id, email, password, totpSecret } = other.user('administrator');
    const body = { email, password, totp: await codeOf(totpSecret) };
    const cookie = cookieOf(await consoleRequest(stack, 'POST', '/sign-in', { body })) ?? '';
    const origin = 'https://evil.test';
    expect((await consoleRequest(stack, 'POST', '/sign-out', { cookie, origin })).status).toBe(403);
    const [refusal] = await refusalsOf(id);
    expect(refusal).toEqual({
      operation: 'POST /api/console',
      payload: { code: 'origin_not_allowed', count: 1 },
    });
  });
});
