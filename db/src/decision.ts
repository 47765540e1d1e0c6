import type { Outcome, StepRecord } from '@visavis/protocol';
import type { Queryable, Transaction } from './connect.ts';

/** An attempt as far as evidence and decision ask for it. */
export type JudgedAttempt = {
  id: string;
  tenantId: string;
  identificationId: string;
  agentId: string;
  state: 'offered' | 'active' | 'ended' | 'declined' | 'aborted';
  transcript: Buffer | null;
  /** Nothing that its key signed from then on counts. */
  isDeviceRevoked: boolean;
  /** The agent's, as it was when the agent took the call; null before. */
  certificate: string | null;
  contractId: string;
  /** The list that its evidence is sealed for; null until the agent took the call. */
  recipientList: string | null;
};

export async function findJudgedAttempt(
  sql: Queryable,
  attemptId: string,
): Promise<JudgedAttempt | undefined> {
  const [row] = await sql<JudgedAttempt[]>`
    select a.id, a.tenant_id, a.identification_id, a.agent_id, a.state, a.transcript, a.certificate, i.contract_id,
      l.jws as recipient_list, d.status = 'revoked' as is_device_revoked
    from attempt a
    join device d on d.id = a.device_id
    join identification i on i.id = a.identification_id
    left join recipient_list l on l.contract_id = i.contract_id and l.version = a.recipient_list_version
    where a.id = ${attemptId}`;
  return row;
}

/** Seconds since the agent took the call, by the database's clock at the beginning of the transaction; 0 before. */
export async function findAttemptAge(sql: Transaction, attemptId: string): Promise<number> {
  const [row] = await sql<{ age: number }[]>`
    select extract(epoch from now() - accepted_at)::float as age from attempt
    where id = ${attemptId} and accepted_at is not null`;
  return row?.age ?? 0;
}

/** What the attempt has shown, with the number of its stills whose every segment is stored. */
export async function listStepRecords(
  sql: Queryable,
  attemptId: string,
): Promise<(StepRecord & { transcript: string })[]> {
  const rows = await sql<(Omit<StepRecord, 'transcript'> & { transcript: Buffer })[]>`
    select s.step, s.status, s.transcript, (
      select count(*)::int from artefact f
      where f.attempt_id = s.attempt_id and f.kind = 'still' and f.step = s.step
        and exists (select from segment g where g.artefact_id = f.id and g.last and g.stored_at is not null)
        and not exists (select from segment g where g.artefact_id = f.id and g.stored_at is null)
    ) as stills
    from attempt_step s where s.attempt_id = ${attemptId}`;
  return rows.map(row => ({ ...row, transcript: row.transcript.toString('base64url') }));
}

export type NewDecision = {
  identificationId: string;
  tenantId: string;
  attemptId: string;
  agentId: string;
  outcome: Outcome;
  reason: string | null;
  changesSealed: Buffer | null;
  jws: string;
  retentionDays: number;
};

/**
 * Decision, identification and attempt in one go; the link is spent, the agent pauses. The database refuses *verified* with a step open
 * (constraint `mandatory_steps_done`), in too short a conversation (`long_enough`), and a state that does not lead there (`identification_transition`).
 */
export async function decide(sql: Transaction, decision: NewDecision): Promise<void> {
  const { identificationId, attemptId } = decision;
  await sql`
    insert into decision (identification_id, tenant_id, attempt_id, agent_id, outcome, reason, changes_sealed, jws)
    values (${identificationId}, ${decision.tenantId}, ${attemptId}, ${decision.agentId}, ${decision.outcome},
      ${decision.reason}, ${decision.changesSealed}, ${decision.jws})`;
  await sql`
    update identification set state = ${decision.outcome}, reason = ${decision.reason}, ended_at = now(),
      due_at = now() + make_interval(hours => 24 * ${decision.retentionDays}::int), link_spent_at = now(), queued_since = null
    where id = ${identificationId}`;
  await sql`update attempt set state = 'ended', ended_at = now() where id = ${attemptId}`;
  await sql`update agent_presence set status = 'paused' where user_id = ${decision.agentId} and status = 'busy'`;
}

export async function findDecisionJws(sql: Queryable, identificationId: string): Promise<string | null> {
  const [row] = await sql<{ jws: string }[]>`
    select jws from decision where identification_id = ${identificationId}`;
  return row?.jws ?? null;
}
