import { asPlatform, handlingTimes, queueOverviews, queuePlaces } from '@visavis/db';
import { allAgents, allCustomers, type CustomerSocket, type Live } from '../socket/live.ts';
import { expectedWait } from './expected-wait.ts';

const handlingTimesMs = 60_000;

/**
 * Tells the customers who wait at this process their places, and its agents how the queue is, each only what has
 * changed since. One query each, however many there are.
 */
export function positions(live: Live) {
  let handling: { at: number; seconds: Map<string, number> } | undefined;

  const handlingSeconds = async (): Promise<Map<string, number>> => {
    const now = performance.now();
    if (!handling || now - handling.at > handlingTimesMs)
      handling = { at: now, seconds: await asPlatform(live.sql, handlingTimes) };
    return handling.seconds;
  };

  const places = async (sockets: CustomerSocket[]): Promise<void> => {
    if (sockets.length === 0) return;
    const times = await handlingSeconds();
    const ids = sockets.map(socket => socket.data.end.identificationId);
    const rows = await asPlatform(live.sql, sql => queuePlaces(sql, ids, live.times.staleSeconds));
    const byId = new Map(rows.map(row => [row.identificationId, row]));
    for (const socket of sockets) {
      const row = byId.get(socket.data.end.identificationId);
      if (!row) continue;
      const { position, ready, onDuty, tenantId } = row;
      const expectedWaitSeconds = expectedWait({
        position,
        ready,
        onDuty,
        handlingSeconds: times.get(tenantId),
      });
      const place = { position, expectedWaitSeconds, agentsReady: ready };
      const text = JSON.stringify(place);
      if (socket.data.told.place === text) continue;
      socket.data.told.place = text;
      socket.emit('queue', place);
    }
  };

  const overviews = async (): Promise<void> => {
    const sockets = allAgents(live);
    if (sockets.length === 0) return;
    const rows = await asPlatform(live.sql, sql => queueOverviews(sql, live.times.staleSeconds));
    const byOrganisation = new Map(rows.map(row => [row.organisationId, row]));
    for (const socket of sockets) {
      const row = byOrganisation.get(socket.data.end.organisationId);
      const overview = {
        waiting: row?.waiting ?? 0,
        ready: row?.ready ?? 0,
        inCall: row?.inCall ?? 0,
        longestWaitSeconds: row?.longestWaitSeconds ?? 0,
      };
      // the longest wait grows with every second: a screen counts on by itself
      const text = JSON.stringify({
        ...overview,
        longestWaitSeconds: Math.floor(overview.longestWaitSeconds / 10),
      });
      if (socket.data.told.overview === text) continue;
      socket.data.told.overview = text;
      socket.emit('queue', overview);
    }
  };

  return {
    /** The place of one customer, at once. */
    place: (socket: CustomerSocket) => places([socket]),
    all: async () => {
      await places(allCustomers(live));
      await overviews();
    },
  };
}
