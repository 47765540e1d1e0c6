import { asPlatform, freeAgents, giveUpPlaces } from '@visavis/db';
import { leases } from '../calls/leases.ts';
import { endOverdueSupervisions } from '../calls/supervision.ts';
import type { TellEnds } from '../calls/tell.ts';
import { endInterrupted, expireOffers } from '../calls/troubles.ts';
import { positions } from '../queue/positions.ts';
import { every } from './every.ts';
import { heartbeat } from './heartbeat.ts';
import { allAgents, allCustomers, allSupervisors, type Live } from './live.ts';
import { endRevokedDevices } from './revoked-devices.ts';
import { checkSessions } from './sessions.ts';
import { checkSites } from './sites.ts';

/**
 * Everything that goes on by itself. Each part is safe to run in any number of processes at once.
 * @returns stops it, and waits for what is under way
 */
export function startUpkeep(live: Live, tell: TellEnds): () => Promise<void> {
  const { times, log, sql } = live;
  const queue = positions(live);
  const isSteady = steadiness(times.heartbeatMs);

  const stops = [
    every(times.tickMs, 'queue', log, async () => {
      await expireOffers(live);
      live.match();
      await queue.all();
    }),
    every(times.heartbeatMs, 'heartbeat', log, async () => {
      await heartbeat(live);
      const [left, freed] = await asPlatform(sql, async transaction => [
        await giveUpPlaces(transaction, times.graceSeconds),
        await freeAgents(transaction),
      ]);
      await Promise.all([...left.map(tell.changed), ...freed.map(tell.agent)]);
      if (!isSteady()) return;
      await endInterrupted(live);
      await endOverdueSupervisions(live);
    }),
    every(times.sessionMs, 'sessions', log, () => checkSessions(live)),
    every(times.leaseMs, 'leases', log, leases(live)),
    // news may be missed while the database connection is being made anew
    every(times.staleSeconds * 1000, 'tidings', log, async () => {
      const supervisors = allSupervisors(live).map(({ data }) => data);
      const watched = supervisors.flatMap(({ told }) => [...told.watching.values()]);
      await Promise.all([
        ...allCustomers(live).map(s => tell.customer(s.data.end.identificationId)),
        ...allAgents(live).map(s => tell.agent(s.data.end.userId)),
        ...[...new Set(supervisors.map(({ end }) => end.organisationId))].map(tell.floor),
        ...[...new Set(watched)].map(tell.changed),
        checkSites(live, tell),
        endRevokedDevices(live),
      ]);
    }),
  ];
  return async () => {
    await Promise.all(stops.map(stop => stop()));
  };
}

/**
 * After the database was away, or this process was stopped, everybody looks as if they had left: others first need
 * time to write that they are here. True from the third regular beat on.
 */
function steadiness(heartbeatMs: number): () => boolean {
  let last: number | undefined;
  let inRow = 0;
  return () => {
    const now = performance.now();
    inRow = last !== undefined && now - last < 2 * heartbeatMs + 1000 ? inRow + 1 : 0;
    last = now;
    return inRow >= 2;
  };
}
