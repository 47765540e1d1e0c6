import { deletionReceipt, type DeletionReceipt } from '@visavis/protocol';
import type { Queryable, Transaction } from './connect.ts';

/** The tenant's newest batch, and the time now. Until the transaction ends no one else adds a batch. */
export async function lockReceiptChain(
  tx: Transaction,
  tenantId: string,
): Promise<{ last: { sequence: number; jws: string } | null; now: Date }> {
  await tx`select pg_advisory_xact_lock(hashtextextended('visavis receipts ' || ${tenantId}::text, 0))`;
  const [clock] = await tx<[{ now: Date }]>`select date_trunc('milliseconds', clock_timestamp()) as now`;
  const [last] = await tx<{ sequence: number; jws: string }[]>`
    select sequence::int as sequence, jws from purge_batch
    where tenant_id = ${tenantId} order by purge_batch.sequence desc limit 1`;
  return { last: last ?? null, now: clock.now };
}

export type NewBatch = {
  id: string;
  tenantId: string;
  sequence: number;
  root: Uint8Array;
  previousSha384: Uint8Array;
  jws: string;
  receipts: readonly DeletionReceipt[];
};

/** A batch with its receipts; the database refuses what does not continue the tenant's chain. */
export async function addBatch(tx: Transaction, batch: NewBatch): Promise<void> {
  const { id, tenantId, sequence, jws, receipts } = batch;
  await tx`
    insert into purge_batch (id, tenant_id, sequence, leaves, root, previous_sha384, jws)
    values (${id}, ${tenantId}, ${sequence}, ${receipts.length}, ${Buffer.from(batch.root)},
      ${Buffer.from(batch.previousSha384)}, ${jws})`;
  const rows = receipts.map(({ leaf, path }) => ({ leaf, path }));
  await tx`
    insert into deletion_receipt (id, tenant_id, identification_id, batch_id, leaf, path, deleted_at)
    select (item->'leaf'->>'receiptId')::uuid, ${tenantId}, (item->'leaf'->>'identificationId')::uuid, ${id},
      item->'leaf', item->'path', (item->'leaf'->>'deletedAt')::timestamptz
    from jsonb_array_elements(${JSON.stringify(rows)}::text::jsonb) item`;
}

/**
 * The receipts of those of these identifications that are deleted.
 *
 * @throws ZodError when a stored receipt is not one any more
 */
export async function receiptsOf(
  sql: Queryable,
  identificationIds: readonly string[],
): Promise<DeletionReceipt[]> {
  const rows = await sql<{ leaf: unknown; path: unknown; jws: string }[]>`
    select r.leaf, r.path, b.jws from deletion_receipt r join purge_batch b on b.id = r.batch_id
    where r.identification_id = any(${[...identificationIds]}::uuid[])
    order by r.deleted_at, r.id`;
  return rows.map(({ leaf, path, jws }) => deletionReceipt.parse({ v: 1, leaf, path, root: jws }));
}

/** A tenant's signed roots, oldest first, as `checkChain` wants them. */
export async function listRoots(sql: Queryable, tenantId: string): Promise<string[]> {
  const rows = await sql<{ jws: string }[]>`
    select jws from purge_batch where tenant_id = ${tenantId} order by sequence`;
  return rows.map(row => row.jws);
}
