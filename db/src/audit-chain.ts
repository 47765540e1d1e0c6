import { createHash } from 'node:crypto';

/** A row of `audit_event` as it stands there. */
export type ChainRow = {
  sequence: number;
  /** ISO 8601 in UTC with milliseconds. */
  at: string;
  actorKind: string;
  actorId: string;
  action: string;
  subjectKind: string;
  subjectId: string;
  /** As Postgres writes jsonb; null once it was erased with its subject. */
  payload: string | null;
  salt: Buffer | null;
  digest: Buffer;
  previousHash: Buffer;
  hash: Buffer;
};

/** What `audit_head`, or a head that was signed earlier, says of a chain. */
export type ChainHead = { sequence: number; hash: Buffer };

export const damageKinds = [
  /** The payload is not the one that was recorded. */
  'payload_changed',
  /** More payloads are gone than deletions account for. */
  'payload_erased',
  /** Another field is not the one that was recorded. */
  'field_changed',
  /** Rows that were recorded before this one are gone. */
  'removed',
  /** The row was not recorded here. */
  'inserted',
  /** The row was recorded at another place. */
  'reordered',
  /** The newest rows are gone. */
  'tail_cut',
  /** The chain's head names another hash, or there is none. */
  'head_changed',
  /** Every row fits, but they are not those of the signed head: the chain was made anew. */
  'rewritten',
] as const;
export type DamageKind = (typeof damageKinds)[number];
export type Damage = { sequence: number; kind: DamageKind };

const sha384 = (...parts: (Buffer | string)[]): Buffer => {
  const hash = createHash('sha384');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** 4-byte big-endian length, then the UTF-8 bytes. */
function lengthPrefixed(text: string): Buffer {
  const bytes = Buffer.from(text, 'utf8');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** What the first event of a chain names as the one before. */
export const chainStart = (organisationId: string): Buffer => sha384(`visavis audit ${organisationId}`);

/** The hash that a row must have if it stands at this place; written anew here, not taken from the database. */
export const hashAt = (row: ChainRow, sequence: number): Buffer =>
  sha384(
    row.previousHash,
    ...[String(sequence), row.at, row.actorKind, row.actorId, row.action, row.subjectKind, row.subjectId].map(
      lengthPrefixed,
    ),
    row.digest,
  );

/** @returns false when the payload is not what the digest was made of; an erased one cannot be judged */
export const isPayloadRecorded = ({ payload, salt, digest }: ChainRow): boolean =>
  payload === null ? salt === null : salt !== null && sha384(salt, payload).equals(digest);
