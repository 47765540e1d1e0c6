import { auditEvents, operationName, type ActorKind, type AuditedAct } from '@visavis/protocol';
import type { Queryable } from './connect.ts';

/** Who did it: a user's id, an API key's id, a customer by identification, a service by name. */
export type Actor = { kind: ActorKind; id: string };

/** `organisationId`: whose chain; a tenant's is that of the organisation it is. */
export type AuditEvent = { organisationId: string; actor: Actor } & AuditedAct;

/**
 * Appends to the organisation's chain, in the transaction of the act. The chain's head stays locked until that transaction
 * ends, so this comes last in it: whoever waits for the head holds nothing that the one before still needs.
 * @throws ZodError for a payload that the contract does not know, and the act is undone
 */
export async function addAuditEvent(sql: Queryable, event: AuditEvent): Promise<void> {
  const { organisationId, actor, action, subject } = event;
  if (subject.kind === 'operation') operationName.parse(subject.id);
  const payload = auditEvents[action].payload.parse(event.payload ?? {});
  await sql`
    insert into audit_event (organisation_id, actor_kind, actor_id, action, subject_kind, subject_id, payload)
    values (${organisationId}, ${actor.kind}, ${actor.id}, ${action}, ${subject.kind}, ${subject.id},
      ${JSON.stringify(payload)}::text::jsonb)`;
}
