import type { PurgeBasis, ReceiptLeaf } from '@visavis/protocol';
import type { Transaction } from './connect.ts';

/** What the receipt says of an identification, read under its row lock just before its rows go. */
export type PurgeFacts = {
  id: string;
  contractId: string;
  outcome: ReceiptLeaf['outcome'];
  endedAt: Date;
  dueAt: Date;
  basis: PurgeBasis;
  keyDestroyedAt: Date;
  artefacts: number;
  segments: number;
  manifests: number;
  rows: number;
  bytes: number;
  ciphertextsSha384: Buffer;
};

/**
 * Locks those of a tenant's identifications that are claimed and without key; who is locked just now (another process
 * deletes it) or gone is left out.
 */
export async function lockForDeletion(
  tx: Transaction,
  tenantId: string,
  ids: readonly string[],
): Promise<PurgeFacts[]> {
  const locked = await tx<{ id: string }[]>`
    select id from identification
    where tenant_id = ${tenantId} and id = any(${[...ids]}::uuid[])
      and purge_claimed_at is not null and key_destroyed_at is not null
    order by id for update skip locked`;
  if (locked.length === 0) return [];
  return tx<PurgeFacts[]>`
    select i.id, i.contract_id, i.state as outcome, i.ended_at, i.due_at, i.purge_basis as basis, i.key_destroyed_at,
      n.artefacts, n.segments, n.manifests, n.bytes, n.ciphertexts_sha384,
      (1 + n.artefacts + n.segments + n.manifests + m.rows)::int as rows
    from identification i
    cross join lateral (
      select
        (select count(*) from artefact a where a.identification_id = i.id)::int as artefacts,
        (select count(*) from manifest m join attempt t on t.id = m.attempt_id
          where t.identification_id = i.id)::int as manifests,
        count(s.*)::int as segments,
        coalesce(sum(s.bytes), 0)::float8 as bytes,
        sha384(coalesce(string_agg(s.sha384, ''::bytea order by s.sha384), ''::bytea)) as ciphertexts_sha384
      from artefact a join segment s on s.artefact_id = a.id where a.identification_id = i.id
    ) n
    cross join lateral (
      select (select count(*) from attempt t where t.identification_id = i.id)
        + (select count(*) from attempt_step p join attempt t on t.id = p.attempt_id where t.identification_id = i.id)
        + (select count(*) from attempt_end e join attempt t on t.id = e.attempt_id where t.identification_id = i.id)
        + (select count(*) from decision d where d.identification_id = i.id)
        + (select count(*) from legal_hold h where h.identification_id = i.id)
        + (select count(*) from customer_presence p where p.identification_id = i.id) as rows
    ) m
    where i.id = any(${locked.map(row => row.id)}::uuid[])
    order by i.id`;
}

/**
 * What was noted about the identification, its attempts, artefacts and holds becomes unreadable; the chain of events
 * still holds, since it runs over the digests. Before `deleteIdentifications`.
 * @returns how many events that were, by identification
 */
export async function eraseAuditPayloads(
  tx: Transaction,
  tenantId: string,
  ids: readonly string[],
): Promise<Map<string, number>> {
  const erased = await tx<{ identificationId: string; count: number }[]>`
    with about (subject_id, identification_id) as (
      select id, id from unnest(${[...ids]}::text[]) as id
      union all select id::text, identification_id::text from attempt where identification_id = any(${[...ids]}::uuid[])
      union all select id::text, identification_id::text from artefact where identification_id = any(${[...ids]}::uuid[])
      union all select id::text, identification_id::text from legal_hold where identification_id = any(${[...ids]}::uuid[])
    ), erased as (
      update audit_event e set payload = null, salt = null from about
      where e.organisation_id = ${tenantId} and e.payload is not null and e.subject_id = about.subject_id
      returning about.identification_id
    )
    select identification_id, count(*)::int as count from erased group by identification_id`;
  return new Map(erased.map(({ identificationId, count }) => [identificationId, count]));
}

/** Every row of these identifications in the main database. Their receipts must be there already. */
export async function deleteIdentifications(tx: Transaction, ids: readonly string[]): Promise<void> {
  const all = [...ids];
  const attempts = tx`(select id from attempt where identification_id = any(${all}::uuid[]))`;
  await tx`
    delete from segment where artefact_id in (
      select id from artefact where identification_id = any(${all}::uuid[]))`;
  await tx`delete from artefact where identification_id = any(${all}::uuid[])`;
  await tx`delete from manifest where attempt_id in ${attempts}`;
  await tx`delete from decision where identification_id = any(${all}::uuid[])`;
  await tx`delete from attempt_step where attempt_id in ${attempts}`;
  await tx`delete from attempt where identification_id = any(${all}::uuid[])`;
  await tx`delete from legal_hold where identification_id = any(${all}::uuid[])`;
  await tx`delete from identification where id = any(${all}::uuid[])`;
}
