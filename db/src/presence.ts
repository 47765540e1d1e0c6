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
  { userId, organisationId, connectionId, consoleId, takeOver, byPasskey, staleSeconds }: ConsoleArrival,
): Promise<'elsewhere' | { before: string | null; tookOver: boolean }> {
  await sql`
    insert into agent_presence (user_id, organisation_id) values (${userId}, ${organisationId}) on conflict do nothing`;
  const [row] = await sql<{ connectionId: string | null; isOther: boolean }[]>`
    select connection_id,
      connection_id is not null and console_id is distinct from ${consoleId}
        and seen_at > now() - make_interval(secs => ${staleSeconds}) as is_other
    from agent_presence where user_id = ${userId} for update`;
  const isOther = row?.isOther ?? false;
  if (isOther && !takeOver) return 'elsewhere';
  await sql`
    update agent_presence set
      connection_id = ${connectionId},
      console_id = ${consoleId},
      by_passkey = ${byPasskey},
      seen_at = now(),
      status = case status when 'busy' then 'busy' else 'paused' end
    where user_id = ${userId}`;
  return { before: row?.connectionId ?? null, tookOver: isOther };
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

/** @returns why not: the device is not an approved one of this agent that a tenant has certified, or the agent is in a call or replaced */
export async function setAgentReady(
  sql: Queryable,
  { userId, connectionId, deviceId }: Record<'userId' | 'connectionId' | 'deviceId', string>,
): Promise<'ready' | 'device' | 'state'> {
  const devices = await sql`
    select 1 from device
    where id = ${deviceId} and user_id = ${userId} and role = 'agent' and status = 'approved'
      and exists (select from device_certificate c where c.device_id = device.id and c.expires_at > now())`;
  if (devices.count === 0) return 'device';
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
