import type { Queryable } from './connect.ts';

export type Match = { attemptId: string; identificationId: string; agentId: string };

/**
 * One match: a random ready agent for whom someone waits, and the longest-waiting present customer of a contract that
 * the agent's organisation was granted, for whose tenant the agent's device is certified, and whose ruleset the agent was
 * taught. Who is at none of the organisation's sites, or has not attested the room, gets none. Any number of processes may
 * match at once: rows another one holds are skipped. The agent is locked first, so that a process never sits on the
 * longest-waiting customer without an agent.
 */
export async function matchNext(
  sql: Queryable,
  { staleSeconds, offerSeconds }: { staleSeconds: number; offerSeconds: number },
): Promise<Match | undefined> {
  const today = sql`(now() at time zone 'UTC')::date`;
  const [match] = await sql<Match[]>`
    with waiting as (
      select i.id, i.tenant_id, i.contract_id, i.ruleset, i.queued_since, c.passkey_required
      from identification i
      join contract c on c.id = i.contract_id and c.recipient_list is not null
      join customer_presence p on p.identification_id = i.id and p.connection_id is not null
        and p.seen_at > now() - make_interval(secs => ${staleSeconds})
      where i.state = 'waiting'
    ), agent as (
      select p.user_id, p.organisation_id, p.device_id, p.by_passkey
      from agent_presence p
      join device d on d.id = p.device_id and d.user_id = p.user_id and d.status = 'approved'
      where p.status = 'ready' and p.connection_id is not null
        and p.seen_at > now() - make_interval(secs => ${staleSeconds})
        and has_attested(p)
        and (p.site_id is not null
          or not exists (select from site s where s.organisation_id = p.organisation_id))
        and exists (
          select from waiting w
          join training t on t.user_id = p.user_id and t.ruleset = w.ruleset and t.valid_until >= ${today}
          join contract_grant g on g.contract_id = w.contract_id and g.organisation_id = p.organisation_id
          join device_certificate k on k.tenant_id = w.tenant_id and k.device_id = p.device_id
            and k.expires_at > now()
          where p.by_passkey or not w.passkey_required
        )
        and not exists (select from attempt a where a.agent_id = p.user_id and a.state in ('offered', 'active'))
      order by random()
      limit 1
      for update of p skip locked
    ), customer as (
      select i.id, i.tenant_id
      from identification i
      join waiting w on w.id = i.id
      cross join agent
      join training t on t.user_id = agent.user_id and t.ruleset = w.ruleset and t.valid_until >= ${today}
      join contract_grant g on g.contract_id = w.contract_id and g.organisation_id = agent.organisation_id
      join device_certificate k on k.tenant_id = w.tenant_id and k.device_id = agent.device_id and k.expires_at > now()
      where i.state = 'waiting' and (agent.by_passkey or not w.passkey_required)
      order by w.queued_since, i.id
      limit 1
      for update of i skip locked
    ), called as (
      update identification i set state = 'in_call' from customer where i.id = customer.id returning i.id
    ), occupied as (
      update agent_presence p set status = 'busy' from agent, customer where p.user_id = agent.user_id
    ), offered as (
      insert into attempt (tenant_id, identification_id, number, organisation_id, agent_id, device_id, offer_expires_at)
      select customer.tenant_id, called.id,
        (select coalesce(max(number), 0) + 1 from attempt a where a.identification_id = called.id),
        agent.organisation_id, agent.user_id, agent.device_id, now() + make_interval(secs => ${offerSeconds})
      from called join customer on customer.id = called.id cross join agent
      returning id, tenant_id, identification_id, agent_id
    ), noted as (
      insert into audit_event (organisation_id, actor_kind, actor_id, action, subject_kind, subject_id, payload)
      select tenant_id, 'service', 'signaling', 'attempt.offered', 'attempt', id::text,
        jsonb_build_object('identificationId', identification_id, 'agentId', agent_id)
      from offered
    )
    select id as attempt_id, identification_id, agent_id from offered`;
  return match;
}
