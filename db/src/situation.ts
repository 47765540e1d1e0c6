import type {
  AbortReason,
  AttemptState,
  DecisionReason,
  IdentificationState,
  Language,
  Localized,
  PublicJwk,
  RulesetId,
} from '@visavis/protocol';
import type { Queryable } from './connect.ts';

type Reason = AbortReason | DecisionReason;

/** Where an identification stands, as its customer is told. */
export type CustomerSituation = {
  identificationId: string;
  tenantId: string;
  tenantName: string;
  rootKey: PublicJwk;
  purpose: Localized;
  state: IdentificationState;
  reason: Reason | null;
  language: Language;
  consentVersion: number | null;
  ruleset: RulesetId;
  rulesetVersion: number;
  /** That of the call that is offered or running, else the one in force. */
  recipientList: string | null;
  linkExpiresAt: Date;
  /** The latest attempt. */
  attemptId: string | null;
  attemptState: AttemptState | null;
  attemptReason: Reason | null;
  agentId: string | null;
  /** The agent's. */
  organisationId: string | null;
};

export async function customerSituation(
  sql: Queryable,
  identificationId: string,
): Promise<CustomerSituation | undefined> {
  const [row] = await sql<CustomerSituation[]>`
    select i.id as identification_id, i.tenant_id, o.name as tenant_name, t.root_key, c.purpose, i.state, i.reason, i.language,
      i.consent_version, i.ruleset, i.ruleset_version, coalesce(l.jws, c.recipient_list) as recipient_list, i.link_expires_at,
      a.id as attempt_id, a.state as attempt_state, a.reason as attempt_reason, a.agent_id, a.organisation_id
    from identification i
    join tenant t on t.id = i.tenant_id
    join organisation o on o.id = t.id
    join contract c on c.id = i.contract_id
    left join lateral (
      select * from attempt where identification_id = i.id order by number desc limit 1
    ) a on true
    left join recipient_list l
      on l.contract_id = c.id and l.version = a.recipient_list_version and a.state in ('offered', 'active')
    where i.id = ${identificationId}`;
  return row;
}

/** Where an agent stands: the latest attempt, if there ever was one. */
export type AgentSituation = {
  userId: string;
  status: 'paused' | 'ready' | 'busy';
  attemptId: string | null;
  tenantId: string | null;
  identificationId: string | null;
  attemptState: AttemptState | null;
  attemptReason: Reason | null;
  /** The decision's reason when the attempt ended with one. */
  reason: Reason | null;
  purpose: Localized | null;
  waitedSeconds: number;
  offerExpiresAt: Date | null;
};

export async function agentSituation(sql: Queryable, userId: string): Promise<AgentSituation | undefined> {
  const [row] = await sql<AgentSituation[]>`
    select p.user_id, p.status, a.id as attempt_id, a.tenant_id, a.identification_id, a.state as attempt_state,
      a.reason as attempt_reason, i.reason, c.purpose,
      greatest(coalesce(extract(epoch from a.offered_at - i.queued_since), 0), 0)::int as waited_seconds,
      a.offer_expires_at
    from agent_presence p
    left join lateral (
      select * from attempt where agent_id = p.user_id order by offered_at desc limit 1
    ) a on true
    left join identification i on i.id = a.identification_id
    left join contract c on c.id = i.contract_id
    where p.user_id = ${userId}`;
  return row;
}

/** What a customer's link is checked against. */
export type CustomerLink = {
  tenantId: string;
  state: IdentificationState;
  tokenSha384: Buffer;
  expired: boolean;
  spent: boolean;
};

export async function findCustomerLink(
  sql: Queryable,
  identificationId: string,
): Promise<CustomerLink | undefined> {
  const [row] = await sql<CustomerLink[]>`
    select tenant_id, state, token_sha384, link_expires_at <= now() as expired, link_spent_at is not null as spent
    from identification where id = ${identificationId}`;
  return row;
}

/** Person as sealed at the order; only for the agent who has accepted. */
export async function findSealedPerson(
  sql: Queryable,
  identificationId: string,
): Promise<Buffer | undefined> {
  const [row] = await sql<{ personSealed: Buffer }[]>`
    select person_sealed from identification where id = ${identificationId}`;
  return row?.personSealed;
}
