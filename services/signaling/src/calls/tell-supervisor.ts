import { asPlatform, asTenant, findCall, floorCalls, type CustomerSituation } from '@visavis/db';
import { allSupervisors, type Live } from '../socket/live.ts';
import { endReason } from './tell-customer.ts';

/** What a supervisor's console was told last. */
export type SupervisorTold = {
  floor?: string;
  /** The calls it is in: attempt, and whose identification it is. */
  watching: Map<string, string>;
};

const ofTenant = (live: Live, tenantId: string) =>
  allSupervisors(live).filter(({ data }) => data.end.tenantId === tenantId);

/** Tells this process's supervisors of a tenant which calls are under way, each only if it is new to them. One query. */
export async function tellFloor(live: Live, tenantId: string): Promise<void> {
  if (ofTenant(live, tenantId).length === 0) return;
  const rows = await asTenant(live.sql, tenantId, sql => floorCalls(sql, tenantId));
  const floor = { calls: rows.map(row => ({ ...row, acceptedAt: row.acceptedAt.toISOString() })) };
  const text = JSON.stringify(floor);
  for (const socket of ofTenant(live, tenantId)) {
    if (socket.data.told.floor === text) continue;
    socket.data.told.floor = text;
    socket.emit('floor', floor);
  }
}

/** Tells this process's supervisors who are in a call of this identification if it is over for them. */
export async function tellWatching(live: Live, situation: CustomerSituation): Promise<void> {
  for (const socket of allSupervisors(live)) {
    const { told, end } = socket.data;
    for (const [attemptId, identificationId] of told.watching) {
      if (identificationId !== situation.identificationId) continue;
      const call = await asPlatform(live.sql, sql => findCall(sql, attemptId));
      const isTheirs = call?.supervisorId === end.userId;
      if (call?.state === 'active' && isTheirs && call.supervisor.connectionId === end.connectionId) continue;
      if (!told.watching.delete(attemptId)) continue;
      // another console of the same person took over, which this one is told as `replaced`
      if (call?.state === 'active' && isTheirs && call.supervisor.connectionId !== null) continue;
      const isOver = call?.state !== 'active' && situation.attemptId === attemptId;
      socket.emit('call:ended', { attemptId, reason: isOver ? endReason(situation) : null });
    }
  }
}
