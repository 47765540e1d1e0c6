import type { PurgeBasis, ReceiptLeaf } from '@visavis/protocol';
import type { Queryable, Sql, Transaction } from './connect.ts';

export type ExpiredLink = { id: string; tenantId: string };

/**
 * Identifications whose link ran out before a call decided them end at that moment. One that someone else has locked
 * just now is left for the next time.
 */
export async function expireLinks(tx: Transaction, asOf: Date, limit: number): Promise<ExpiredLink[]> {
  return tx<ExpiredLink[]>`
    with lapsed as (
      select id from identification
      where state in ('created', 'waiting') and link_expires_at <= ${asOf}
      limit ${limit} for update skip locked
    )
    update identification i
    set state = 'expired', ended_at = i.link_expires_at,
      due_at = i.link_expires_at + make_interval(hours => 24 * c.retention_days)
    from lapsed, contract c
    where i.id = lapsed.id and c.id = i.contract_id
    returning i.id, i.tenant_id`;
}

export type DueIdentification = {
  id: string;
  tenantId: string;
  contractId: string;
  contractName: string;
  outcome: ReceiptLeaf['outcome'];
  endedAt: Date;
  dueAt: Date;
  /** Slots granted, and their bytes. */
  objects: number;
  bytes: number;
  /** End of the hold that stands longest, or null. */
  heldUntil: Date | null;
  claimed: boolean;
};

/** What a purge as of this moment would take, earliest first; what a hold keeps is listed too. Changes nothing. */
export async function listDue(sql: Queryable, asOf: Date): Promise<DueIdentification[]> {
  return sql<DueIdentification[]>`
    with due as (
      select i.id, i.tenant_id, i.contract_id, i.state as outcome, i.ended_at, i.purge_claimed_at,
        case when c.purge_on_acknowledge then least(i.due_at, i.acknowledged_at) else i.due_at end as due_at
      from identification i join contract c on c.id = i.contract_id
      where i.ended_at is not null
      union all
      select i.id, i.tenant_id, i.contract_id, 'expired', i.link_expires_at, null,
        i.link_expires_at + make_interval(hours => 24 * c.retention_days)
      from identification i join contract c on c.id = i.contract_id
      where i.state in ('created', 'waiting')
    )
    select due.id, due.tenant_id, due.contract_id, c.name as contract_name, due.outcome, due.ended_at, due.due_at,
      due.purge_claimed_at is not null as claimed,
      (select max(h.expires_at) from legal_hold h
        where h.identification_id = due.id and h.released_at is null and h.expires_at > now()) as held_until,
      stored.objects, stored.bytes
    from due
    join contract c on c.id = due.contract_id
    cross join lateral (
      select count(*)::int as objects, coalesce(sum(s.bytes), 0)::float8 as bytes
      from artefact a join segment s on s.artefact_id = a.id where a.identification_id = due.id
    ) stored
    where due.due_at <= ${asOf} or due.purge_claimed_at is not null
    order by due.due_at, due.id`;
}

/**
 * Claims what is due, under the row lock that holds and upload slots take too; who is locked just now is left for the
 * next time. The hold is looked for once more after the lock, when no new one can come.
 *
 * @param asOf later than now only in a rehearsal; what is not yet due is then marked so
 */
export async function claimDue(tx: Transaction, asOf: Date, limit: number): Promise<string[]> {
  const locked = await tx<{ id: string }[]>`
    select i.id from identification i join contract c on c.id = i.contract_id
    where i.ended_at is not null and i.purge_claimed_at is null
      and (i.due_at <= ${asOf} or (c.purge_on_acknowledge and i.acknowledged_at <= ${asOf}))
      and not exists (
        select from legal_hold h where h.identification_id = i.id and h.released_at is null and h.expires_at > now())
    order by i.due_at limit ${limit}
    for update of i skip locked`;
  if (locked.length === 0) return [];
  const claimed = await tx<{ id: string }[]>`
    update identification i set purge_claimed_at = now(), purge_basis = case
      when i.due_at <= now() then 'retention_period'
      when c.purge_on_acknowledge and i.acknowledged_at <= now() then 'acknowledgement'
      else ${'rehearsal' satisfies PurgeBasis} end
    from contract c
    where c.id = i.contract_id and i.id = any(${locked.map(row => row.id)}::uuid[])
      and not exists (
        select from legal_hold h where h.identification_id = i.id and h.released_at is null and h.expires_at > now())
    returning i.id`;
  return claimed.map(row => row.id);
}

export type ClaimedIdentification = {
  id: string;
  tenantId: string;
  keyDestroyedAt: Date | null;
  /** Milliseconds until the last upload URL expires, negative since then; null when there never was one. */
  uploadsOpenForMs: number | null;
};

/** A page of what was claimed and is not deleted yet, by tenant; `after` is the last one of the page before. */
export async function claimedIdentifications(
  sql: Queryable,
  page: { after: { tenantId: string; id: string } | null; limit: number },
): Promise<ClaimedIdentification[]> {
  const after = page.after ?? { tenantId: nil, id: nil };
  return sql<ClaimedIdentification[]>`
    select i.id, i.tenant_id, i.key_destroyed_at,
      extract(epoch from (
        select max(s.slot_expires_at) from artefact a join segment s on s.artefact_id = a.id
        where a.identification_id = i.id) - now())::float8 * 1000 as uploads_open_for_ms
    from identification i
    where i.purge_claimed_at is not null and (i.tenant_id, i.id) > (${after.tenantId}, ${after.id})
    order by i.tenant_id, i.id limit ${page.limit}`;
}

const nil = '00000000-0000-0000-0000-000000000000';

/** Keys database: from here on nothing opens what these identifications hold, in backups neither once those are over. */
export async function destroyDataKeys(keys: Queryable, ids: readonly string[]): Promise<void> {
  await keys`delete from data_key where identification_id = any(${[...ids]}::uuid[])`;
}

/** After `destroyDataKeys`. Repeated after a crash it keeps the first time that was recorded. */
export async function recordKeysDestroyed(sql: Queryable, ids: readonly string[]): Promise<void> {
  await sql`
    update identification set key_destroyed_at = clock_timestamp()
    where id = any(${[...ids]}::uuid[]) and purge_claimed_at is not null and key_destroyed_at is null`;
}

const wanted = 'retention';

/** Tells the retention service, when the transaction commits, that something may be due now. */
export async function notifyRetention(sql: Queryable): Promise<void> {
  await sql`select pg_notify(${wanted}, '')`;
}

/**
 * Calls `listener` for each such notice, and whenever it begins to listen (notices before are lost). Takes a
 * connection of its own, which is made anew when it is cut.
 */
export async function onRetentionWanted(sql: Sql, listener: () => void): Promise<void> {
  await sql.listen(wanted, listener, listener);
}

/** Those of these identifications that have a row. */
export async function existingIdentifications(sql: Queryable, ids: readonly string[]): Promise<Set<string>> {
  const rows = await sql<{ id: string }[]>`
    select id from identification where id = any(${[...ids]}::uuid[])`;
  return new Set(rows.map(row => row.id));
}
