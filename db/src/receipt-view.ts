import type { Queryable } from './connect.ts';

export type StoredReceipt = {
  id: string;
  identificationId: string;
  deletedAt: Date;
  leaf: unknown;
  path: unknown;
  /** Compact JWS of the batch's signed root. */
  root: string;
};

export async function findReceipt(
  sql: Queryable,
  identificationId: string,
): Promise<StoredReceipt | undefined> {
  const [row] = await sql<StoredReceipt[]>`
    select r.id, r.identification_id, r.deleted_at, r.leaf, r.path, b.jws as root
    from deletion_receipt r join purge_batch b on b.id = r.batch_id
    where r.identification_id = ${identificationId}`;
  return row;
}

/** Newest first. */
export async function listReceipts(sql: Queryable, most: number): Promise<StoredReceipt[]> {
  return sql<StoredReceipt[]>`
    select r.id, r.identification_id, r.deleted_at, r.leaf, r.path, b.jws as root
    from deletion_receipt r join purge_batch b on b.id = r.batch_id
    order by r.deleted_at desc, r.id limit ${most}`;
}
