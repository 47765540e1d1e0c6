import type { ArchiveIndex, Step } from '@visavis/protocol';
import type { Queryable, Transaction } from './connect.ts';

type ArtefactKind = ArchiveIndex['attempts'][number]['artefacts'][number]['kind'];

export type Artefact = {
  id: string;
  tenantId: string;
  identificationId: string;
  attemptId: string;
  kind: ArtefactKind;
  step: Step | null;
  keyCommitment: Buffer;
  wrappedKeysSealed: Buffer;
};

export type Segment = {
  artefactId: string;
  number: number;
  objectKey: string;
  bytes: number;
  sha384: Buffer;
  last: boolean;
  slotExpiresAt: Date;
  storedAt: Date | null;
};

export type Manifest = { attemptId: string; number: number; jws: string; sha384: Buffer };

const artefactColumns = (sql: Queryable) => sql`
  id, tenant_id, identification_id, attempt_id, kind, step, key_commitment, wrapped_keys_sealed`;
const segmentColumns = (sql: Queryable) => sql`
  artefact_id, number, object_key, bytes, sha384, last, slot_expires_at, stored_at`;

export async function findArtefact(sql: Queryable, artefactId: string): Promise<Artefact | undefined> {
  const [row] = await sql<Artefact[]>`select ${artefactColumns(sql)} from artefact where id = ${artefactId}`;
  return row;
}

/** @returns false when the id is taken already, perhaps by the same artefact */
export async function addArtefact(sql: Transaction, artefact: Artefact): Promise<boolean> {
  const added = await sql`
    insert into artefact (id, tenant_id, identification_id, attempt_id, kind, step, key_commitment, wrapped_keys_sealed)
    values (${artefact.id}, ${artefact.tenantId}, ${artefact.identificationId}, ${artefact.attemptId},
      ${artefact.kind}, ${artefact.step}, ${artefact.keyCommitment}, ${artefact.wrappedKeysSealed})
    on conflict (id) do nothing`;
  return added.count === 1;
}

export async function findSegment(
  sql: Queryable,
  artefactId: string,
  number: number,
): Promise<Segment | undefined> {
  const [row] = await sql<Segment[]>`
    select ${segmentColumns(sql)} from segment where artefact_id = ${artefactId} and number = ${number}`;
  return row;
}

/** Grants a slot, or prolongs that of a segment which is not stored yet. Refused by the database under a purge claim. */
/** What an attempt has announced so far. */
export async function sizeOfAttempt(
  sql: Queryable,
  attemptId: string,
): Promise<{ artefacts: number; bytes: number }> {
  const [row] = await sql<{ artefacts: number; bytes: number }[]>`
    select count(distinct a.id)::int as artefacts, coalesce(sum(s.bytes), 0)::float8 as bytes
    from artefact a left join segment s on s.artefact_id = a.id where a.attempt_id = ${attemptId}`;
  return row ?? { artefacts: 0, bytes: 0 };
}

export async function grantSlot(
  sql: Transaction,
  segment: Omit<Segment, 'storedAt' | 'slotExpiresAt'> & { tenantId: string },
  seconds: number,
): Promise<Date> {
  const [row] = await sql<{ slotExpiresAt: Date }[]>`
    insert into segment (artefact_id, number, tenant_id, object_key, bytes, sha384, last, slot_expires_at)
    values (${segment.artefactId}, ${segment.number}, ${segment.tenantId}, ${segment.objectKey}, ${segment.bytes},
      ${segment.sha384}, ${segment.last}, now() + make_interval(secs => ${seconds}))
    on conflict (artefact_id, number) do update set slot_expires_at = excluded.slot_expires_at
    returning slot_expires_at`;
  if (!row) throw new Error('insert returned nothing');
  return row.slotExpiresAt;
}

export async function markStored(sql: Transaction, artefactId: string, number: number): Promise<void> {
  await sql`
    update segment set stored_at = now()
    where artefact_id = ${artefactId} and number = ${number} and stored_at is null`;
}

export async function listManifests(sql: Queryable, attemptId: string): Promise<Manifest[]> {
  return sql<Manifest[]>`
    select attempt_id, number, jws, sha384 from manifest where attempt_id = ${attemptId} order by number`;
}

export async function addManifest(
  sql: Transaction,
  manifest: Manifest & { tenantId: string },
): Promise<void> {
  await sql`
    insert into manifest (attempt_id, number, tenant_id, jws, sha384)
    values (${manifest.attemptId}, ${manifest.number}, ${manifest.tenantId}, ${manifest.jws}, ${manifest.sha384})`;
}

/** Artefacts of an attempt with all their segments in order, stored or not. */
export async function listArtefacts(
  sql: Queryable,
  attemptId: string,
): Promise<(Artefact & { segments: Segment[] })[]> {
  const artefacts = await sql<Artefact[]>`
    select ${artefactColumns(sql)} from artefact where attempt_id = ${attemptId} order by created_at, id`;
  const segments = await sql<Segment[]>`
    select ${segmentColumns(sql)} from segment
    where artefact_id in (select id from artefact where attempt_id = ${attemptId}) order by artefact_id, number`;
  return artefacts.map(artefact => ({
    ...artefact,
    segments: segments.filter(segment => segment.artefactId === artefact.id),
  }));
}

type ArchivedAttempt = {
  id: string;
  number: number;
  certificate: string | null;
  recipientList: string | null;
};

/** Attempts in order with the agent's certificate and the list they were sealed for, both as they were then, for the archive. */
export async function listAttempts(sql: Queryable, identificationId: string): Promise<ArchivedAttempt[]> {
  return sql<ArchivedAttempt[]>`
    select a.id, a.number, a.certificate, l.jws as recipient_list
    from attempt a
    join identification i on i.id = a.identification_id
    left join recipient_list l on l.contract_id = i.contract_id and l.version = a.recipient_list_version
    where a.identification_id = ${identificationId} order by a.number`;
}
