import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apiClient, consoleClient, goLive, orderFor } from './clients.ts';
import { customerOrigin, startStack, type Stack, type Tenant } from './stack.ts';

type Ordered = { identification: { id: string; state: string }; customerUrl: string };

let stack: Stack;
let tenant: Tenant;
let api: ReturnType<typeof apiClient>;
beforeAll(async () => {
  stack = await startStack();
  tenant = await stack.tenant(['compliance']);
  api = apiClient(stack, tenant);
  await goLive(await consoleClient(stack, tenant, 'compliance'), tenant);
});
afterAll(() => stack.stop());

const order = async (): Promise<Ordered> =>
  (await api('POST', '/identifications', orderFor(tenant))).body as Ordered;

/** Ends an identification so many days ago, as a rejected call would. */
const end = (id: string, daysAgo: number) => stack.database.sql`
  update identification set state = 'cancelled', ended_at = now() - make_interval(days => ${daysAgo}),
    due_at = now() - make_interval(days => ${daysAgo}) + interval '60 days' where id = ${id}`;

describe('ordering', () => {
  test('gives the link once; id and token are all that is in it, and only the hash is stored', async () => {
    const reply = await api('POST', '/identifications', orderFor(tenant));
    expect(reply.status).toBe(201);
    const { identification, customerUrl } = reply.body as Ordered;
    const [address, token = ''] = customerUrl.split('#');
    expect(address).toBe(`${customerOrigin}/i/${identification.id}`);
    expect(token).toMatch(/^[\w-]{43}$/);
    const [row] = await stack.database.sql<{ token: Buffer; person: Buffer }[]>`
      select token_sha384 as token, person_sealed as person from identification where id = ${identification.id}`;
    expect(row?.token.equals(createHash('sha384').update(token).digest())).toBe(true);
    expect(row?.person.includes('Eriksson')).toBe(false);
    const again = await api('GET', `/identifications/${identification.id}`);
    expect(again.body).toEqual(identification);
  });

  test('is on the audit chain without personal data', async () => {
    const { identification } = await order();
    const rows = await stack.database.sql<{ action: string; text: string }[]>`
      select action, audit_event::text as text from audit_event where subject_id = ${identification.id}`;
    expect(rows.map(({ action }) => action)).toEqual(['identification.ordered']);
    expect(rows[0]?.text).not.toMatch(/Eriksson|anna@/);
  });

  test.each([
    [
      'a wrong type',
      { person: { ...orderFor({ contract: { id: '' } } as Tenant).person, birthDate: 'x' } },
      'person.birthDate',
    ],
    ['an unknown language', { language: 'fr' }, 'language'],
    ['no uuid', { contractId: 'x' }, 'contractId'],
  ])('refuses %s, naming the field', async (_name, change, field) => {
    const reply = await api('POST', '/identifications', { ...orderFor(tenant), ...change });
    expect([reply.status, reply.body]).toEqual([400, { error: { code: 'invalid_request', field } }]);
  });

  test('refuses unknown fields, broken JSON and bodies above 64 kB, and writes nothing', async () => {
    const count = async () =>
      (await stack.database.sql`select count(*) from identification`)[0]?.count as string;
    const before = await count();
    const send = (body: string) =>
      fetch(`${stack.customerUrl}/api/v1/identifications`, {
        method: 'POST',
        headers: { authorization: `Bearer ${tenant.apiKey.key}`, 'content-type': 'application/json' },
        body,
      });
    const unknown = await send(JSON.stringify({ ...orderFor(tenant), extra: 'Eriksson' }));
    expect([unknown.status, await unknown.json()]).toEqual([400, { error: { code: 'invalid_request' } }]);
    const broken = await send('{"contractId": ');
    expect([broken.status, await broken.json()]).toEqual([400, { error: { code: 'invalid_request' } }]);
    const large = await send(JSON.stringify({ reference: 'x'.repeat(70_000) }));
    expect([large.status, await large.json()]).toEqual([413, { error: { code: 'too_large' } }]);
    expect(await count()).toBe(before);
  });

  test('is refused while the contract is a draft', async () => {
    const draft = await stack.tenant();
    const reply = await apiClient(stack, draft)('POST', '/identifications', orderFor(draft));
    expect([reply.status, reply.body]).toEqual([409, { error: { code: 'contract_not_live' } }]);
  });
});

describe('another tenant', () => {
  test('finds nothing of ours', async () => {
    const other = await stack.tenant();
    const foreign = apiClient(stack, other);
    const { identification } = await order();
    const notFound = { status: 404, body: { error: { code: 'not_found' } } };
    const path = `/identifications/${identification.id}`;
    expect(await foreign('GET', path)).toMatchObject(notFound);
    expect(await foreign('GET', `${path}/evidence`)).toMatchObject(notFound);
    expect(await foreign('POST', `${path}/acknowledge`)).toMatchObject(notFound);
    expect(await foreign('POST', '/identifications', orderFor(tenant))).toMatchObject(notFound);
    expect(await foreign('GET', '/identifications/not-a-uuid')).toMatchObject(notFound);
  });

  test('is nobody without a key, or with a revoked one', async () => {
    const refused = { error: { code: 'unauthenticated' } };
    for (const authorization of ['', 'Bearer vv_short', `Bearer vv_${'A'.repeat(43)}`]) {
      const reply = await fetch(`${stack.customerUrl}/api/v1/identifications`, {
        headers: { authorization },
      });
      expect([reply.status, await reply.json()]).toEqual([401, refused]);
    }
    const other = await stack.tenant();
    await stack.database.sql`update api_key set revoked_at = now() where tenant_id = ${other.tenant.id}`;
    expect((await apiClient(stack, other)('GET', '/identifications/x')).body).toEqual(refused);
  });
});

describe('afterwards', () => {
  test('an acknowledgement makes due at once only where the contract says so', async () => {
    const eager = await stack.tenant(['compliance'], { purgeOnAcknowledge: true });
    await goLive(await consoleClient(stack, eager, 'compliance'), eager);
    for (const [who, soon] of [
      [tenant, false],
      [eager, true],
    ] as const) {
      const client = apiClient(stack, who);
      const { identification } = (await client('POST', '/identifications', orderFor(who))).body as Ordered;
      const path = `/identifications/${identification.id}/acknowledge`;
      expect(await client('POST', path)).toMatchObject({
        status: 409,
        body: { error: { code: 'wrong_state' } },
      });
      await end(identification.id, 1);
      const reply = await client('POST', path);
      const { dueAt, acknowledgedAt } = reply.body as { dueAt: string; acknowledgedAt: string };
      expect(Date.parse(dueAt) <= Date.parse(acknowledgedAt)).toBe(soon);
      expect((await client('POST', path)).body).toEqual(reply.body);
    }
  });

  test('a purged identification answers from its receipt', async () => {
    const { sql } = stack.database;
    const { identification } = await order();
    await end(identification.id, 61);
    const deletedAt = new Date();
    await sql.begin(async tx => {
      const batch = crypto.randomUUID();
      const receipt = crypto.randomUUID();
      const { id: tenantId } = tenant.tenant;
      await tx`
        insert into purge_batch (id, tenant_id, sequence, leaves, root, previous_sha384, jws)
        values (${batch}, ${tenantId}, 1, 1, sha384('root'),
          sha384(convert_to('visavis receipts ' || ${tenantId}::text, 'UTF8')), 'a.b.c')`;
      await tx`
        insert into deletion_receipt (id, tenant_id, identification_id, batch_id, leaf, path, deleted_at)
        values (${receipt}, ${tenantId}, ${identification.id}, ${batch}, '{}', '{}', ${deletedAt})`;
      await tx`
        update identification set purge_claimed_at = now(), purge_basis = 'retention_period' where id = ${identification.id}`;
      await tx`update identification set key_destroyed_at = now() where id = ${identification.id}`;
      await tx`delete from identification where id = ${identification.id}`;
    });
    const reply = await api('GET', `/identifications/${identification.id}`);
    expect(reply.body).toMatchObject({
      id: identification.id,
      state: 'purged',
      deletedAt: deletedAt.toISOString(),
    });
  });
});

test('openapi.json names every path and refers to nothing it lacks', async () => {
  const reply = await fetch(`${stack.customerUrl}/api/v1/openapi.json`);
  const document = (await reply.json()) as { openapi: string; paths: Record<string, unknown> };
  expect(document.openapi).toBe('3.1.0');
  expect(Object.keys(document.paths)).toEqual([
    '/api/v1/identifications',
    '/api/v1/identifications/{id}',
    '/api/v1/identifications/{id}/evidence',
    '/api/v1/identifications/{id}/acknowledge',
  ]);
  const refs = new Set(JSON.stringify(document).match(/"\$ref":"[^"]+"/g));
  expect([...refs]).toEqual(['"$ref":"#/components/schemas/Error"']);
});
