import type { Language } from '@visavis/protocol';
import type { Queryable } from './connect.ts';

/** Why a supervision ended. `connection_lost`: the supervisor was away for too long. */
export type SupervisionEnd = 'left' | 'connection_lost' | 'call_ended' | 'device_revoked';

export type Supervision = { attemptId: string; tenantId: string; supervisorId: string };

/**
 * The person watches this call from now on. Asked again, another console of the same person takes over. The attempt
 * must be locked (`lockCall`).
 * @returns why not: the device is not certified by the call's tenant for this person as a supervisor, the call is not under way, or somebody
 *   else watches; else the console that counted before, null for none, and whether the supervision is new
 */
export async function supervise(
  sql: Queryable,
  {
    attemptId,
    userId,
    deviceId,
    connectionId,
  }: Record<'attemptId' | 'userId' | 'deviceId' | 'connectionId', string>,
): Promise<'device' | 'state' | 'taken' | { before: string | null; isNew: boolean }> {
  const devices = await sql`
    select 1 from device d
    join attempt a on a.id = ${attemptId}
    join device_certificate c on c.device_id = d.id and c.tenant_id = a.tenant_id and c.expires_at > now()
    where d.id = ${deviceId} and d.user_id = ${userId} and d.role = 'supervisor' and d.status = 'approved'`;
  if (devices.count === 0) return 'device';
  const [call] = await sql<{ state: string; supervisorId: string | null; connectionId: string | null }[]>`
    select a.state, s.supervisor_id, s.connection_id
    from attempt a left join attempt_supervision s on s.attempt_id = a.id
    where a.id = ${attemptId}`;
  if (call?.state !== 'active') return 'state';
  if (call.supervisorId !== null && call.supervisorId !== userId) return 'taken';
  await sql`
    insert into attempt_supervision (attempt_id, tenant_id, supervisor_id, device_id, connection_id)
    select id, tenant_id, ${userId}, ${deviceId}, ${connectionId} from attempt where id = ${attemptId}
    on conflict (attempt_id) do update set
      device_id = excluded.device_id, connection_id = excluded.connection_id, seen_at = now()`;
  return { before: call.connectionId, isNew: call.supervisorId === null };
}

/**
 * Ends it, by `supervisorId` if given, and forgets what the supervisor's end received with; the generation stays, so that
 * it rises with whoever comes next.
 * @returns undefined when there was none
 */
export async function removeSupervision(
  sql: Queryable,
  attemptId: string,
  supervisorId?: string,
): Promise<Supervision | undefined> {
  const [removed] = await sql<Supervision[]>`
    delete from attempt_supervision
    where attempt_id = ${attemptId} and supervisor_id = coalesce(${supervisorId ?? null}::uuid, supervisor_id)
    returning attempt_id, tenant_id, supervisor_id`;
  if (removed)
    await sql`
      update attempt_end set capabilities = null, producers = '{}', data_producers = '{}'
      where attempt_id = ${attemptId} and participant = 'supervisor'`;
  return removed;
}

/** A console is gone. @returns the attempts that it watched; the supervisions stand for a while */
export async function releaseSupervisions(sql: Queryable, connectionId: string): Promise<string[]> {
  const rows = await sql<{ attemptId: string }[]>`
    update attempt_supervision set connection_id = null, seen_at = now()
    where connection_id = ${connectionId} returning attempt_id`;
  return rows.map(row => row.attemptId);
}

/** Writes that these consoles are here. */
export async function seeSupervisors(sql: Queryable, connectionIds: readonly string[]): Promise<void> {
  await sql`
    update attempt_supervision set seen_at = now() where connection_id = any(${[...connectionIds]}::uuid[])`;
}

/** Supervisions whose call is over, and those whose supervisor was not seen for so long. */
export async function overdueSupervisions(
  sql: Queryable,
  staleSeconds: number,
): Promise<{ attemptId: string; reason: Extract<SupervisionEnd, 'connection_lost' | 'call_ended'> }[]> {
  return sql<{ attemptId: string; reason: Extract<SupervisionEnd, 'connection_lost' | 'call_ended'> }[]>`
    select s.attempt_id, case a.state when 'active' then 'connection_lost' else 'call_ended' end as reason
    from attempt_supervision s join attempt a on a.id = s.attempt_id
    where a.state <> 'active' or s.seen_at < now() - make_interval(secs => ${staleSeconds})`;
}

export type FloorCall = {
  attemptId: string;
  agentName: string;
  language: Language;
  acceptedAt: Date;
  supervisorName: string | null;
};

/** The calls of an organisation's agents that are under way, the longest first. */
export async function floorCalls(sql: Queryable, organisationId: string): Promise<FloorCall[]> {
  return sql<FloorCall[]>`
    select a.id as attempt_id, agent.name as agent_name, i.language, a.accepted_at, supervisor.name as supervisor_name
    from attempt a
    join identification i on i.id = a.identification_id
    join app_user agent on agent.id = a.agent_id
    left join attempt_supervision s on s.attempt_id = a.id
    left join app_user supervisor on supervisor.id = s.supervisor_id
    where a.organisation_id = ${organisationId} and a.state = 'active'
    order by a.accepted_at, a.id`;
}
