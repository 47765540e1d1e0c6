import type { DataChannelName, Participant, Slot } from '@visavis/protocol';
import type { Queryable } from './connect.ts';

export type Joined = {
  generation: number;
  fence: number;
  /** Null when no media node is free. */
  sfuNodeId: string | null;
};

/**
 * An end (re)joins: its generation rises and its media begin anew. The first one chooses the least loaded live media
 * node. The fence rises, so that whatever a process still commands from before is refused. Within a transaction.
 * @returns undefined when the attempt is over, or not supervised any more
 */
export async function joinAttempt(
  sql: Queryable,
  {
    attemptId,
    participant,
    nodeSeconds,
  }: { attemptId: string; participant: Participant; nodeSeconds: number },
): Promise<Joined | undefined> {
  const [attempt] = await sql<{ tenantId: string; fence: string; sfuNodeId: string | null }[]>`
    update attempt set
      fence = nextval('fence'),
      sfu_node_id = coalesce(sfu_node_id, (
        select id from sfu_node
        where not draining and load < capacity and heartbeat_at > now() - make_interval(secs => ${nodeSeconds})
        order by load::float / capacity, random() limit 1
      ))
    where id = ${attemptId} and state in ('offered', 'active')
      and (${participant} <> 'supervisor' or exists (select from attempt_supervision s where s.attempt_id = attempt.id))
    returning tenant_id, fence::text as fence, sfu_node_id`;
  if (!attempt) return undefined;
  const [end] = await sql<{ generation: number }[]>`
    insert into attempt_end (attempt_id, tenant_id, participant)
    values (${attemptId}, ${attempt.tenantId}, ${participant})
    on conflict (attempt_id, participant) do update set
      generation = attempt_end.generation + 1, capabilities = null, producers = '{}', data_producers = '{}'
    returning generation`;
  return {
    generation: end?.generation ?? 1,
    fence: Number(attempt.fence),
    sfuNodeId: attempt.sfuNodeId,
  };
}

/** The node never opened the session; the next join chooses again. */
export async function leaveNode(sql: Queryable, attemptId: string, sfuNodeId: string): Promise<void> {
  await sql`
    update attempt set sfu_node_id = null
    where id = ${attemptId} and sfu_node_id = ${sfuNodeId} and state in ('offered', 'active')`;
}

type EndOf = { attemptId: string; participant: Participant; generation: number };

/** @returns false when the end has joined anew since */
export async function setCapabilities(sql: Queryable, end: EndOf, capabilities: unknown): Promise<boolean> {
  const set = await sql`
    update attempt_end set capabilities = ${JSON.stringify(capabilities)}::text::jsonb
    where attempt_id = ${end.attemptId} and participant = ${end.participant} and generation = ${end.generation}`;
  return set.count === 1;
}

/** @returns false when the end has joined anew since */
export async function setProducer(
  sql: Queryable,
  end: EndOf,
  slot: Slot,
  producerId: string,
): Promise<boolean> {
  const set = await sql`
    update attempt_end set producers = producers || jsonb_build_object(${slot}::text, ${producerId}::text)
    where attempt_id = ${end.attemptId} and participant = ${end.participant} and generation = ${end.generation}`;
  return set.count === 1;
}

/** @returns false when the end has joined anew since */
export async function setDataProducer(
  sql: Queryable,
  end: EndOf,
  channel: DataChannelName,
  dataProducerId: string,
): Promise<boolean> {
  const set = await sql`
    update attempt_end
    set data_producers = data_producers || jsonb_build_object(${channel}::text, ${dataProducerId}::text)
    where attempt_id = ${end.attemptId} and participant = ${end.participant} and generation = ${end.generation}`;
  return set.count === 1;
}

export type MediaSession = { attemptId: string; fence: number; sfuNodeId: string };

/** Open media sessions of attempts that have an end among these. */
export async function mediaSessions(
  sql: Queryable,
  ends: { identificationIds: readonly string[]; agentIds: readonly string[] },
): Promise<MediaSession[]> {
  const rows = await sql<(Omit<MediaSession, 'fence'> & { fence: string })[]>`
    select id as attempt_id, fence::text as fence, sfu_node_id
    from attempt
    where state in ('offered', 'active') and sfu_node_id is not null
      and (identification_id = any(${[...ends.identificationIds]}::uuid[]) or agent_id = any(${[...ends.agentIds]}::uuid[]))`;
  return rows.map(row => ({ ...row, fence: Number(row.fence) }));
}

/** Where to command a media node. */
export async function nodeControlUrl(sql: Queryable, sfuNodeId: string): Promise<string | undefined> {
  const [row] = await sql<{ controlUrl: string }[]>`select control_url from sfu_node where id = ${sfuNodeId}`;
  return row?.controlUrl;
}
