import type { Queryable } from './connect.ts';

/**
 * Puts the identification into the queue; a place from before is kept.
 * @returns false when it is neither new nor waiting, its link has expired, or another tab counts
 */
export async function enterQueue(
  sql: Queryable,
  entry: { identificationId: string; connectionId: string; consentVersion: number; language: string },
): Promise<boolean> {
  const entered = await sql`
    update identification i set
      state = 'waiting',
      consent_version = ${entry.consentVersion},
      consented_at = now(),
      language = ${entry.language},
      queued_since = coalesce(i.queued_since, now())
    from customer_presence p
    where i.id = ${entry.identificationId} and i.state in ('created', 'waiting') and i.link_expires_at > now()
      and p.identification_id = i.id and p.connection_id = ${entry.connectionId}`;
  return entered.count === 1;
}

/** The place is kept for a return. @returns false when it was not waiting, or another tab counts */
export async function leaveQueue(
  sql: Queryable,
  { identificationId, connectionId }: { identificationId: string; connectionId: string },
): Promise<boolean> {
  const left = await sql`
    update identification i set state = 'created'
    from customer_presence p
    where i.id = ${identificationId} and i.state = 'waiting'
      and p.identification_id = i.id and p.connection_id = ${connectionId}`;
  return left.count === 1;
}

/** Places of customers who have been away for too long are given up. @returns whose */
export async function giveUpPlaces(sql: Queryable, graceSeconds: number): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    update identification i set state = 'created', queued_since = null
    from customer_presence p
    where i.state in ('created', 'waiting') and i.queued_since is not null and p.identification_id = i.id
      and p.seen_at < now() - make_interval(secs => ${graceSeconds})
    returning i.id`;
  return rows.map(row => row.id);
}

export type QueuePlace = {
  identificationId: string;
  tenantId: string;
  /** From 1, among those who wait for the same agents; with several organisations, in the shortest of their lines. */
  position: number;
  ready: number;
  /** Agents ready or in a call. */
  onDuty: number;
};

/** The places of those of `identificationIds` that wait. */
export async function queuePlaces(
  sql: Queryable,
  identificationIds: readonly string[],
  staleSeconds: number,
): Promise<QueuePlace[]> {
  return sql<QueuePlace[]>`
    with line as (
      select i.id, i.tenant_id, g.organisation_id,
        row_number() over (
          partition by coalesce(g.organisation_id, i.contract_id) order by i.queued_since, i.id
        )::int as position
      from identification i left join contract_grant g on g.contract_id = i.contract_id
      where i.state = 'waiting'
    ), floor as (
      select organisation_id,
        (count(*) filter (where status = 'ready'))::int as ready,
        (count(*) filter (where status in ('ready', 'busy')))::int as on_duty
      from agent_presence
      where connection_id is not null and seen_at > now() - make_interval(secs => ${staleSeconds})
      group by organisation_id
    )
    select line.id as identification_id, line.tenant_id, min(line.position) as position,
      coalesce(sum(floor.ready), 0)::int as ready, coalesce(sum(floor.on_duty), 0)::int as on_duty
    from line left join floor on floor.organisation_id = line.organisation_id
    where line.id = any(${[...identificationIds]}::uuid[])
    group by line.id, line.tenant_id`;
}

export type QueueOverview = {
  organisationId: string;
  waiting: number;
  ready: number;
  inCall: number;
  longestWaitSeconds: number;
};

/**
 * What an organisation's agents see of the queue: customers who are here and whose contract it was granted. One without
 * anyone waiting or on duty has no row.
 */
export async function queueOverviews(sql: Queryable, staleSeconds: number): Promise<QueueOverview[]> {
  return sql<QueueOverview[]>`
    with line as (
      select g.organisation_id, count(*)::int as waiting,
        extract(epoch from now() - min(i.queued_since))::int as longest_wait_seconds
      from identification i
      join contract_grant g on g.contract_id = i.contract_id
      join customer_presence p on p.identification_id = i.id and p.connection_id is not null
        and p.seen_at > now() - make_interval(secs => ${staleSeconds})
      where i.state = 'waiting' group by g.organisation_id
    ), floor as (
      select organisation_id,
        (count(*) filter (where status = 'ready'))::int as ready,
        (count(*) filter (where status = 'busy'))::int as in_call
      from agent_presence
      where connection_id is not null and seen_at > now() - make_interval(secs => ${staleSeconds})
      group by organisation_id
    )
    select coalesce(line.organisation_id, floor.organisation_id) as organisation_id, coalesce(waiting, 0) as waiting,
      coalesce(ready, 0) as ready, coalesce(in_call, 0) as in_call,
      greatest(coalesce(longest_wait_seconds, 0), 0) as longest_wait_seconds
    from line full join floor on floor.organisation_id = line.organisation_id`;
}

/** How long a call has lately kept an agent, in seconds, by tenant. */
export async function handlingTimes(sql: Queryable): Promise<Map<string, number>> {
  const rows = await sql<{ tenantId: string; seconds: number }[]>`
    select tenant_id, avg(extract(epoch from ended_at - accepted_at))::float as seconds
    from attempt where ended_at > now() - interval '1 day' and accepted_at is not null
    group by tenant_id`;
  return new Map(rows.map(row => [row.tenantId, row.seconds]));
}
