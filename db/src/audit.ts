import type { Queryable } from './connect.ts';

/** Who did it: a user's id, an API key's id, a customer by identification, a service by name. */
export type Actor = { kind: 'user' | 'api_key' | 'customer' | 'service'; id: string };

/** Pseudonymous: ids and codes, never personal data. */
export type AuditEvent = {
  tenantId: string;
  actor: Actor;
  /** `thing.done`, for example `attempt.accepted` */
  action: string;
  subject: { kind: string; id: string };
  payload?: Record<string, string | number | boolean | null>;
};

/**
 * Appends to the tenant's chain, in the transaction of the act. The chain's head stays locked until that transaction
 * ends, so this comes last in it: whoever waits for the head holds nothing that the one before still needs.
 */
export async function addAuditEvent(sql: Queryable, event: AuditEvent): Promise<void> {
  const { tenantId, actor, action, subject, payload = {} } = event;
  await sql`
    insert into audit_event (tenant_id, actor_kind, actor_id, action, subject_kind, subject_id, payload)
    values (${tenantId}, ${actor.kind}, ${actor.id}, ${action}, ${subject.kind}, ${subject.id},
      ${JSON.stringify(payload)}::text::jsonb)`;
}
