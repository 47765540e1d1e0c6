import { done, refuse, type Result } from '@visavis/protocol';
import type { Queryable, Transaction } from './connect.ts';

/**
 * Keeps an identification from being purged until `expiresAt`. Takes its row lock: a purge has claimed it before, and
 * the hold is refused, or waits, and finds the hold.
 */
export async function placeHold(
  tx: Transaction,
  hold: { tenantId: string; identificationId: string; reason: string; ownerId: string; expiresAt: Date },
): Promise<Result<{ id: string }>> {
  const [found] = await tx<{ purgeClaimedAt: Date | null }[]>`
    select purge_claimed_at from identification
    where id = ${hold.identificationId} and tenant_id = ${hold.tenantId} for share`;
  if (found === undefined) return refuse('not_found');
  if (found.purgeClaimedAt !== null) return refuse('purge_claimed');
  const [added] = await tx<[{ id: string }]>`
    insert into legal_hold (tenant_id, identification_id, reason, owner_id, expires_at)
    values (${hold.tenantId}, ${hold.identificationId}, ${hold.reason}, ${hold.ownerId}, ${hold.expiresAt})
    returning id`;
  return done({ id: added.id });
}

/** @returns whether such a hold stood */
export async function releaseHold(tx: Transaction, tenantId: string, holdId: string): Promise<boolean> {
  const released = await tx`
    update legal_hold set released_at = now()
    where id = ${holdId} and tenant_id = ${tenantId} and released_at is null and expires_at > now() returning id`;
  return released.length > 0;
}

/** Those of these identifications that a hold keeps now. */
export async function heldOf(sql: Queryable, identificationIds: readonly string[]): Promise<Set<string>> {
  const rows = await sql<{ identificationId: string }[]>`
    select distinct identification_id from legal_hold
    where identification_id = any(${[...identificationIds]}::uuid[]) and released_at is null and expires_at > now()`;
  return new Set(rows.map(row => row.identificationId));
}
