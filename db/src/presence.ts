import type { Attestation } from '@visavis/protocol';
import type { Queryable } from './connect.ts';

/** Connections of a table that this process holds: `[subject, connection]`, the subject being whose presence it is. */
export type Held = readonly (readonly [subject: string, connection: string])[];

const columns = (held: Held) => ({
  subjects: held.map(([subject]) => subject),
  connections: held.map(([, connection]) => connection),
});

/**
 * The newest connection of a customer becomes the one that counts. Within a transaction.
 * @returns the connection that counted before, if any
 */
export async function takeCustomerPresence(
  sql: Queryable,
  {
    identificationId,
    tenantId,
    connectionId,
  }: Record<'identificationId' | 'tenantId' | 'connectionId', string>,
): Promise<string | null> {
  const [before] = await sql<{ connectionId: string | null }[]>`
    select connection_id from customer_presence where identification_id = ${identificationId} for update`;
  await sql`
    insert into customer_presence (identification_id, tenant_id, connection_id)
    values (${identificationId}, ${tenantId}, ${connectionId})
    on conflict (identification_id) do update set connection_id = excluded.connection_id, seen_at = now()`;
  return before?.connectionId ?? null;
}

/** @returns false when another connection counts: nothing has changed then */
export async function releaseCustomerPresence(sql: Queryable, connection: Held[number]): Promise<boolean> {
  const released = await sql`
    update customer_presence set connection_id = null, seen_at = now()
    where identification_id = ${connection[0]} and connection_id = ${connection[1]}`;
  return released.count === 1;
}

/** Writes that these customers are here. @returns the connections that still count */
export async function seeCustomers(sql: Queryable, held: Held): Promise<Set<string>> {
  const { subjects, connections } = columns(held);
  const rows = await sql<{ connectionId: string }[]>`
    update customer_presence p set seen_at = now()
    from unnest(${subjects}::uuid[], ${connections}::uuid[]) as held (subject, connection)
    where p.identification_id = held.subject and p.connection_id = held.connection
    returning p.connection_id`;
  return new Set(rows.map(row => row.connectionId));
}

/** What an agent's console comes with. */
export type ConsoleArrival = Record<'userId' | 'organisationId' | 'connectionId' | 'consoleId', string> & {
  takeOver: boolean;
  /** The person signed in with a passkey. */
  byPasskey: boolean;
  /** Of the session's id, hexadecimal. */
  sessionHash: string;
  /** Null: the organisation has no sites. */
  siteId: string | null;
  /** Who was not seen for this long is not there any more. */
  staleSeconds: number;
};

/**
 * This console of an agent becomes the one that counts, if no other one is there or it says that it takes over. Ready
 * does not survive a connection: who comes back says so again. Within a transaction.
 * @returns `elsewhere` when another console goes on counting, else the connection that counted before, if any
 */
export async function takeAgentPresence(
  sql: Queryable,
  arrival: ConsoleArrival,
): Promise<'elsewhere' | { before: string | null; tookOver: boolean; attestation: Attestation | null }> {
  const { userId, organisationId, connectionId, consoleId, takeOver, byPasskey, staleSeconds } = arrival;
  const { siteId, sessionHash } = arrival;
  await sql`
    insert into agent_presence (user_id, organisation_id) values (${userId}, ${organisationId}) on conflict do nothing`;
  const [row] = await sql<{ connectionId: string | null; isOther: boolean }[]>`
    select connection_id,
      connection_id is not null and console_id is distinct from ${consoleId}
        and seen_at > now() - make_interval(secs => ${staleSeconds}) as is_other
    from agent_presence where user_id = ${userId} for update`;
  const isOther = row?.isOther ?? false;
  if (isOther && !takeOver) return 'elsewhere';
  // of another room, or another shift
  await sql`
    update agent_presence set attestation = null, attested_session = null, attested_at = null
    where user_id = ${userId} and (site_id is distinct from ${siteId} or not has_attested(agent_presence)
      or attested_session is distinct from decode(${sessionHash}, 'hex'))`;
  const [counting] = await sql<[{ attestation: Attestation | null }]>`
    update agent_presence set
      connection_id = ${connectionId},
      console_id = ${consoleId},
      by_passkey = ${byPasskey},
      site_id = ${siteId},
      seen_at = now(),
      status = case status when 'busy' then 'busy' else 'paused' end
    where user_id = ${userId}
    returning attestation`;
  return { before: row?.connectionId ?? null, tookOver: isOther, attestation: counting.attestation };
}

/** @returns false when another connection counts: nothing has changed then */
export async function releaseAgentPresence(sql: Queryable, connection: Held[number]): Promise<boolean> {
  const released = await sql`
    update agent_presence set
      connection_id = null,
      seen_at = now(),
      status = case status when 'busy' then 'busy' else 'paused' end
    where user_id = ${connection[0]} and connection_id = ${connection[1]}`;
  return released.count === 1;
}

/** Writes that these agents are here. @returns the connections that still count */
export async function seeAgents(sql: Queryable, held: Held): Promise<Set<string>> {
  const { subjects, connections } = columns(held);
  const rows = await sql<{ connectionId: string }[]>`
    update agent_presence p set seen_at = now()
    from unnest(${subjects}::uuid[], ${connections}::uuid[]) as held (subject, connection)
    where p.user_id = held.subject and p.connection_id = held.connection
    returning p.connection_id`;
  return new Set(rows.map(row => row.connectionId));
}

/**
 * What an agent says of the room, for as long as session and site are the same, and a shift lasts.
 * @returns the site that it is about, null for none; false when the site does not offer it, or another console counts
 */
export async function attestShift(
  sql: Queryable,
  attested: Record<'userId' | 'connectionId' | 'sessionHash', string> & { attestation: Attestation },
): Promise<{ siteId: string | null } | false> {
  const { userId, connectionId, sessionHash, attestation } = attested;
  const [row] = await sql<{ siteId: string | null }[]>`
    update agent_presence p set
      attestation = ${attestation}, attested_session = decode(${sessionHash}, 'hex'), attested_at = now()
    where user_id = ${userId} and connection_id = ${connectionId} and (
      p.site_id is null or exists (select from site s where s.id = p.site_id and ${attestation} = any(s.attestations)))
    returning site_id`;
  return row ?? false;
}

/**
 * Where an agent's console is after the sites have changed: without a call if it is elsewhere now, or what was said of the
 * room is not offered there.
 * @returns what stands of that
 */
export async function moveAgent(
  sql: Queryable,
  moved: { userId: string; connectionId: string; siteId: string | null },
): Promise<Attestation | null> {
  const { userId, connectionId, siteId } = moved;
  const [row] = await sql<{ attestation: Attestation | null }[]>`
    with p as (
      select user_id, site_id is not distinct from ${siteId} and (site_id is null or exists (
        select from site s where s.id = site_id and attestation = any(s.attestations))) as stays
      from agent_presence where user_id = ${userId} and connection_id = ${connectionId}
    )
    update agent_presence a set
      site_id = ${siteId},
      attestation = case when p.stays then a.attestation end,
      attested_session = case when p.stays then a.attested_session end,
      attested_at = case when p.stays then a.attested_at end,
      status = case when p.stays or a.status = 'busy' then a.status else 'paused' end
    from p where a.user_id = p.user_id
    returning a.attestation`;
  return row?.attestation ?? null;
}

/** Why an agent is not ready: `state` in a call or replaced by another console. */
export type NotReady = 'device' | 'site' | 'attestation' | 'state';

/** Only at a site, with the room attested, and with an approved device of this agent that a tenant has certified. */
export async function setAgentReady(
  sql: Queryable,
  { userId, connectionId, deviceId }: Record<'userId' | 'connectionId' | 'deviceId', string>,
): Promise<'ready' | NotReady> {
  const devices = await sql`
    select 1 from device
    where id = ${deviceId} and user_id = ${userId} and role = 'agent' and status = 'approved'
      and exists (select from device_certificate c where c.device_id = device.id and c.expires_at > now())`;
  if (devices.count === 0) return 'device';
  const [presence] = await sql<{ isAtSite: boolean; hasAttested: boolean }[]>`
    select is_at_site(p) as is_at_site, has_attested(p) as has_attested
    from agent_presence p where user_id = ${userId} and connection_id = ${connectionId} for update`;
  if (presence?.isAtSite === false) return 'site';
  if (presence?.hasAttested === false) return 'attestation';
  const changed = await sql`
    update agent_presence set status = 'ready', device_id = ${deviceId}, seen_at = now()
    where user_id = ${userId} and connection_id = ${connectionId} and status <> 'busy'`;
  return changed.count === 1 ? 'ready' : 'state';
}

/** @returns false while in a call, or when another console counts */
export async function pauseAgent(sql: Queryable, userId: string, connectionId: string): Promise<boolean> {
  const changed = await sql`
    update agent_presence set status = 'paused'
    where user_id = ${userId} and connection_id = ${connectionId} and status <> 'busy'`;
  return changed.count === 1;
}

/** Busy without an open attempt: the call has ended, by whichever hand. @returns the agents that were freed */
export async function freeAgents(sql: Queryable): Promise<string[]> {
  const rows = await sql<{ userId: string }[]>`
    update agent_presence p set status = 'paused'
    where p.status = 'busy'
      and not exists (select from attempt a where a.agent_id = p.user_id and a.state in ('offered', 'active'))
    returning p.user_id`;
  return rows.map(row => row.userId);
}
