import type { AuditAction, AuditFilter, SubjectKind } from '@visavis/protocol';
import type { Actor } from './audit.ts';
import type { Queryable } from './connect.ts';

export type StoredAuditEvent = {
  sequence: number;
  at: Date;
  actorKind: Actor['kind'];
  actorId: string;
  /** Of those whom the transaction sees: people of the own organisation, keys of the own tenant. */
  actorName: string | null;
  action: AuditAction;
  subjectKind: SubjectKind;
  subjectId: string;
  payload: Record<string, unknown> | null;
  hash: Buffer;
};

/**
 * An organisation's events, newest first, by the place in the chain: what is appended meanwhile moves nothing.
 * @param before only events before this place
 */
export const searchAuditEvents = (
  sql: Queryable,
  organisationId: string,
  { from, to, action, actor, subject }: AuditFilter,
  { before, limit }: { before: number | undefined; limit: number },
): Promise<StoredAuditEvent[]> => sql<StoredAuditEvent[]>`
  select e.sequence::float8 as sequence, e.at, e.actor_kind, e.actor_id, coalesce(u.name, k.label) as actor_name, e.action,
    e.subject_kind, e.subject_id, e.payload, e.hash
  from (
    select * from audit_event
    where organisation_id = ${organisationId}
      ${before === undefined ? sql`` : sql`and sequence < ${before}`}
      ${from === undefined ? sql`` : sql`and at >= ${from}`}
      ${to === undefined ? sql`` : sql`and at < ${to}`}
      ${action === undefined ? sql`` : sql`and action = ${action}`}
      ${actor === undefined ? sql`` : sql`and actor_id = ${actor}`}
      ${subject === undefined ? sql`` : sql`and subject_id = ${subject}`}
    order by sequence desc limit ${limit}
  ) e
  left join app_user u on e.actor_kind = 'user' and u.id::text = e.actor_id
  left join api_key k on e.actor_kind = 'api_key' and k.id::text = e.actor_id
  order by e.sequence desc`;
