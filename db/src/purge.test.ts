import { randomBytes, randomUUID } from 'node:crypto';
import { addPersonRow, addTenantRow, testDatabase, type TestDatabase } from '@visavis/test-kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let database: TestDatabase;
let tenantId: string;
let contractId: string;
let userId: string;

beforeAll(async () => {
  database = await testDatabase();
  const { sql } = database;
  ({ tenantId, contractId } = await addTenantRow(sql));
  ({ userId } = await addPersonRow(sql, tenantId, { roles: ['compliance'] }));
});
afterAll(() => database.drop());

async function ended(): Promise<string> {
  const [row] = await database.sql<[{ id: string }]>`
    insert into identification (tenant_id, contract_id, ruleset, ruleset_version, language, state, person_sealed,
      token_sha384, link_expires_at, ended_at, due_at)
    values (${tenantId}, ${contractId}, 'basic', 1, 'de', 'rejected', 'x', ${randomBytes(48)}, now(), now(), now())
    returning id`;
  return row.id;
}

const claim = (id: string) =>
  database.sql`update identification set purge_claimed_at = now(), purge_basis = 'retention_period' where id = ${id}`;

const addHold = (id: string) => database.sql`
  insert into legal_hold (tenant_id, identification_id, reason, owner_id, expires_at)
  values (${tenantId}, ${id}, 'dispute', ${userId}, now() + interval '1 day')`;

/** The name of the rule that refused. */
const refusal = (query: PromiseLike<unknown>): Promise<string | undefined> =>
  Promise.resolve(query).then(
    () => undefined,
    (error: unknown) => (error as { constraint_name?: string }).constraint_name,
  );

const remove = (id: string) => refusal(database.sql`delete from identification where id = ${id}`);

describe('the schema, whoever asks', () => {
  it('deletes an identification only after its claim and the end of its key, and with a receipt', async () => {
    const id = await ended();
    expect(await remove(id)).toBe('delete_after_claim');
    await claim(id);
    expect(await remove(id)).toBe('delete_after_claim');
    await database.sql`update identification set key_destroyed_at = now() where id = ${id}`;
    expect(await remove(id)).toBe('delete_with_receipt');
  });

  it('refuses a claim under a hold, and to delete the hold', async () => {
    const id = await ended();
    await addHold(id);
    expect(await refusal(claim(id))).toBe('no_purge_under_hold');
    expect(await refusal(database.sql`delete from legal_hold where identification_id = ${id}`)).toBe(
      'hold_stands',
    );
  });

  it('takes no claim back, and no hold after it', async () => {
    const id = await ended();
    await claim(id);
    const undo = database.sql`
      update identification set purge_claimed_at = null, purge_basis = null where id = ${id}`;
    expect(await refusal(undo)).toBe('purge_claim_final');
    expect(await refusal(addHold(id))).toBe('not_claimed');
  });

  it('adds no batch that does not continue its tenant’s chain', async () => {
    const add = (sequence: number, previous: Buffer) =>
      refusal(database.sql`
        insert into purge_batch (id, tenant_id, sequence, leaves, root, previous_sha384, jws)
        values (${randomUUID()}, ${tenantId}, ${sequence}, 1, ${Buffer.alloc(48)}, ${previous}, 'a.b.c')`);
    const [start] = await database.sql<[{ hash: Buffer }]>`
      select sha384(convert_to(${`visavis receipts ${tenantId}`}, 'UTF8')) as hash`;
    expect(await add(2, start.hash)).toBe('batch_chain');
    expect(await add(1, Buffer.alloc(48))).toBe('batch_chain');
    expect(await add(1, start.hash)).toBeUndefined();
    expect(await add(2, start.hash)).toBe('batch_chain');
  });
});
