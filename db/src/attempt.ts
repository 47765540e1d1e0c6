import type {
  AbortReason,
  AttemptState,
  DataChannelName,
  Language,
  Participant,
  RulesetId,
  Slot,
  Step,
  StepStatus,
} from '@visavis/protocol';
import type { Queryable, Transaction } from './connect.ts';

/** One end of a call as the database knows it. */
export type CallEnd = {
  /** Null while disconnected. */
  connectionId: string | null;
  /** How often this end has joined. */
  generation: number;
  capabilities: unknown;
  /** Producer ids by slot. */
  producers: Partial<Record<Slot, string>>;
  /** Data producer ids by channel. */
  dataProducers: Partial<Record<DataChannelName, string>>;
};

export type Call = {
  attemptId: string;
  tenantId: string;
  identificationId: string;
  /** The agent's. */
  organisationId: string;
  agentId: string;
  /** Null while nobody supervises; the supervisor's end is then not connected. */
  supervisorId: string | null;
  state: AttemptState;
  sfuNodeId: string | null;
  fence: number;
  transcript: Buffer | null;
  ruleset: { id: RulesetId; version: number };
  language: Language;
} & Record<Participant, CallEnd>;

type CallRow = Omit<Call, 'fence' | 'ruleset' | Participant> & {
  fence: string;
  ruleset: RulesetId;
  rulesetVersion: number;
  customerConnectionId: string | null;
  agentConnectionId: string | null;
  supervisorConnectionId: string | null;
  /** Of those who have ever joined. */
  ends: Partial<Record<Participant, Omit<CallEnd, 'connectionId'>>>;
};

/** An attempt with its ends as they are now. */
export async function findCall(sql: Queryable, attemptId: string): Promise<Call | undefined> {
  const [row] = await sql<CallRow[]>`
    select a.id as attempt_id, a.tenant_id, a.identification_id, a.organisation_id, a.agent_id, s.supervisor_id, a.state, a.sfu_node_id,
      a.fence::text as fence, a.transcript, i.ruleset, i.ruleset_version, i.language,
      cp.connection_id as customer_connection_id,
      ap.connection_id as agent_connection_id,
      s.connection_id as supervisor_connection_id,
      coalesce((
        select jsonb_object_agg(e.participant, jsonb_build_object(
          'generation', e.generation, 'capabilities', e.capabilities, 'producers', e.producers,
          'dataProducers', e.data_producers))
        from attempt_end e where e.attempt_id = a.id
      ), '{}') as ends
    from attempt a
    join identification i on i.id = a.identification_id
    left join customer_presence cp on cp.identification_id = a.identification_id
    left join agent_presence ap on ap.user_id = a.agent_id
    left join attempt_supervision s on s.attempt_id = a.id
    where a.id = ${attemptId}`;
  if (!row) return undefined;
  const { ends, ruleset, rulesetVersion, ...call } = row;
  const { customerConnectionId, agentConnectionId, supervisorConnectionId, ...known } = call;
  const end = (participant: Participant, connectionId: string | null): CallEnd => ({
    generation: 0,
    capabilities: null,
    producers: {},
    dataProducers: {},
    ...ends[participant],
    connectionId,
  });
  return {
    ...known,
    fence: Number(known.fence),
    ruleset: { id: ruleset, version: rulesetVersion },
    customer: end('customer', customerConnectionId),
    agent: end('agent', agentConnectionId),
    supervisor: end('supervisor', supervisorConnectionId),
  };
}

/** An attempt as its organisation sees it before it enters the tenant. */
export type AttemptOfOrganisation = {
  attemptId: string;
  tenantId: string;
  agentId: string;
  state: AttemptState;
};

/**
 * From here on a transaction of an organisation also sees the rows of the tenant of one of its attempts.
 * @returns undefined when the organisation has no such attempt
 */
export async function enterTenantOf(
  transaction: Transaction,
  attemptId: string,
): Promise<AttemptOfOrganisation | undefined> {
  const [row] = await transaction<AttemptOfOrganisation[]>`
    select id as attempt_id, tenant_id, agent_id, state, set_config('visavis.tenant', tenant_id::text, true)
    from attempt where id = ${attemptId} and organisation_id = current_organisation()`;
  return row;
}

/** The attempt of this agent that is not over. */
export async function findOpenAttemptOf(
  sql: Queryable,
  agentId: string,
): Promise<AttemptOfOrganisation | undefined> {
  const [row] = await sql<AttemptOfOrganisation[]>`
    select id as attempt_id, tenant_id, agent_id, state from attempt
    where agent_id = ${agentId} and state in ('offered', 'active')`;
  return row;
}

/** Locks the identification of an attempt. Whoever changes both takes this lock first, so that none waits in a circle. */
export async function lockCall(sql: Queryable, attemptId: string): Promise<void> {
  await sql`
    select 1 from identification i join attempt a on a.identification_id = i.id
    where a.id = ${attemptId} for no key update of i`;
}

export type Closed = { tenantId: string; identificationId: string; agentId: string };

/** @returns false when it is not this agent's, or no longer open to be accepted */
export async function acceptOffer(sql: Queryable, attemptId: string, agentId: string): Promise<boolean> {
  const accepted = await sql`
    update attempt set state = 'active', accepted_at = now()
    where id = ${attemptId} and agent_id = ${agentId} and state = 'offered' and offer_expires_at > now()`;
  return accepted.count === 1;
}

/**
 * The offer comes to nothing: the customer waits on, place kept; the agent gets `agentStatus`. Within a transaction.
 * @returns undefined when it was no longer an offer
 */
export async function closeOffer(
  sql: Queryable,
  attemptId: string,
  reason: AbortReason | null,
  agentStatus: 'paused' | 'ready',
): Promise<Closed | undefined> {
  await lockCall(sql, attemptId);
  const [closed] = await sql<Closed[]>`
    update attempt set state = 'declined', reason = ${reason}, ended_at = now()
    where id = ${attemptId} and state = 'offered' returning tenant_id, identification_id, agent_id`;
  if (!closed) return undefined;
  await sql`update identification set state = 'waiting' where id = ${closed.identificationId} and state = 'in_call'`;
  await sql`update agent_presence set status = ${agentStatus} where user_id = ${closed.agentId} and status = 'busy'`;
  return closed;
}

/**
 * The attempt breaks; the identification can be tried again, place kept; the agent is paused. Within a transaction.
 * @returns undefined when it was over already
 */
export async function abortAttempt(
  sql: Queryable,
  attemptId: string,
  reason: AbortReason,
): Promise<Closed | undefined> {
  await lockCall(sql, attemptId);
  const [closed] = await sql<Closed[]>`
    update attempt set state = 'aborted', reason = ${reason}, ended_at = now()
    where id = ${attemptId} and state in ('offered', 'active') returning tenant_id, identification_id, agent_id`;
  if (!closed) return undefined;
  await sql`update identification set state = 'created' where id = ${closed.identificationId} and state = 'in_call'`;
  await sql`update agent_presence set status = 'paused' where user_id = ${closed.agentId} and status = 'busy'`;
  return closed;
}

/** Offers nobody answered in time. */
export async function expiredOffers(sql: Queryable): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select id from attempt where state = 'offered' and offer_expires_at <= now()`;
  return rows.map(row => row.id);
}

export type OpenAttempt = {
  attemptId: string;
  state: 'offered' | 'active';
  ruleset: RulesetId;
  rulesetVersion: number;
  /** How long each end was last seen ago, in seconds. */
  customerAway: number;
  agentAway: number;
  sfuNodeId: string | null;
  nodeLost: boolean;
};

/** Open attempts with an end not seen, or a media node not heard of, for longer than these seconds. */
export async function troubledAttempts(
  sql: Queryable,
  { awaySeconds, nodeSeconds }: { awaySeconds: number; nodeSeconds: number },
): Promise<OpenAttempt[]> {
  return sql<OpenAttempt[]>`
    with open as (
      select a.id as attempt_id, a.state, i.ruleset, i.ruleset_version, a.sfu_node_id,
        extract(epoch from now() - greatest(cp.seen_at, a.accepted_at))::float as customer_away,
        extract(epoch from now() - greatest(ap.seen_at, a.accepted_at))::float as agent_away,
        (a.sfu_node_id is not null and not exists (
          select from sfu_node n
          where n.id = a.sfu_node_id and n.heartbeat_at > now() - make_interval(secs => ${nodeSeconds})
        )) as node_lost
      from attempt a
      join identification i on i.id = a.identification_id
      left join customer_presence cp on cp.identification_id = a.identification_id
      left join agent_presence ap on ap.user_id = a.agent_id
      where a.state in ('offered', 'active')
    )
    select * from open
    where node_lost or (state = 'active' and greatest(customer_away, agent_away) > ${awaySeconds})`;
}

/** @returns false when the attempt is not active, or its agreement is not the one of `transcript` */
export async function recordStep(
  sql: Queryable,
  {
    attemptId,
    step,
    status,
    transcript,
  }: { attemptId: string; step: Step; status: StepStatus; transcript: Buffer },
): Promise<boolean> {
  const recorded = await sql`
    insert into attempt_step (attempt_id, tenant_id, step, status, transcript)
    select id, tenant_id, ${step}, ${status}, transcript from attempt
    where id = ${attemptId} and state = 'active' and transcript = ${transcript}
    on conflict (attempt_id, step) do update set
      status = excluded.status, transcript = excluded.transcript, recorded_at = now()`;
  return recorded.count === 1;
}

/**
 * From now on the attempt stands on this key agreement; bound steps that were confirmed in another one are open again.
 * @returns the steps that were reopened; undefined when the attempt is not active
 */
export async function setTranscript(
  sql: Queryable,
  attemptId: string,
  transcript: Buffer,
): Promise<Step[] | undefined> {
  const set = await sql`
    update attempt set transcript = ${transcript} where id = ${attemptId} and state = 'active'`;
  if (set.count === 0) return undefined;
  const rows = await sql<{ step: Step }[]>`
    update attempt_step s set status = 'open', recorded_at = now()
    from attempt a
    join identification i on i.id = a.identification_id
    join ruleset_step rule on rule.ruleset = i.ruleset and rule.version = i.ruleset_version and rule.bound
    where a.id = ${attemptId} and s.attempt_id = a.id and s.step = rule.step and s.status <> 'open'
      and s.transcript <> ${transcript}
    returning s.step`;
  return rows.map(row => row.step);
}
