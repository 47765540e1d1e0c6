import { asOrganisation, floorCalls, type CustomerSituation } from '@visavis/db';
import { allSupervisors, type Live } from '../socket/live.ts';
import { readCall } from './authorise.ts';
import { endReason } from './tell-customer.ts';

/** What a supervisor's console was told last. */
export type SupervisorTold = {
  floor?: string;
  /** The calls it is in: attempt, and whose identification it is. */
  watching: Map<string, string>;
};

const ofOrganisation = (live: Live, organisationId: string) =>
  allSupervisors(live).filter(({ data }) => data.end.organisationId === organisationId);

/** Tells this process's supervisors of an organisation which of its calls are under way, each only if it is new to them. One query. */
export async function tellFloor(live: Live, organisationId: string): Promise<void> {
  if (ofOrganisation(live, organisationId).length === 0) return;
  const rows = await asOrganisation(live.sql, organisationId, sql => floorCalls(sql, organisationId));
  const floor = { calls: rows.map(row => ({ ...row, acceptedAt: row.acceptedAt.toISOString() })) };
  const text = JSON.stringify(floor);
  for (const socket of ofOrganisation(live, organisationId)) {
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
      const call = await readCall(live, end, attemptId);
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
