import { asPlatform, seeAgents, seeCustomers, seeSupervisors, useSessions } from '@visavis/db';
import { allAgents, allCustomers, allSupervisors, type Live } from './live.ts';
import { replace } from './replace.ts';

/**
 * Writes which ends are connected here, and closes what was replaced elsewhere. A call is use of its agent's and
 * supervisor's sessions; a socket that is merely open is not, and neither is being ready.
 */
export async function heartbeat(live: Live): Promise<void> {
  // one whose presence is being written at this moment is not missed for not being there yet
  const customers = allCustomers(live).filter(({ data }) => data.entered);
  const agents = allAgents(live).filter(({ data }) => data.entered);
  const supervisors = allSupervisors(live);
  const watching = supervisors.filter(({ data }) => data.told.watching.size > 0);
  const heldByCustomers = customers.map(
    ({ data: { end } }) => [end.identificationId, end.connectionId] as const,
  );
  const heldByAgents = agents.map(({ data: { end } }) => [end.userId, end.connectionId] as const);
  const heldBySupervisors = watching.map(({ data }) => data.end.connectionId);
  const [present, onDuty] = await asPlatform(live.sql, async sql => {
    if (heldBySupervisors.length > 0) await seeSupervisors(sql, heldBySupervisors);
    return [await seeCustomers(sql, heldByCustomers), await seeAgents(sql, heldByAgents)];
  });
  for (const { data } of customers)
    if (!present.has(data.end.connectionId)) replace(live, 'customers', data.end.connectionId);
  for (const { data } of agents)
    if (!onDuty.has(data.end.connectionId)) replace(live, 'consoles', data.end.connectionId);
  const inCall = agents.filter(({ data }) => data.told.attempt?.state === 'active');
  await useSessions(live.sql, [...new Set([...inCall, ...watching].map(({ data }) => data.sessionHash))]);
}
