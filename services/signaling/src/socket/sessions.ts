import { livingSessions } from '@visavis/db';
import { allConsoles, send, type ConsoleSocket, type Live } from './live.ts';

/** Of one session, in this process: a person has a few tabs, not a hundred. */
const consolesMost = 10;

export const hasRoom = (live: Live, sessionHash: string): boolean =>
  allConsoles(live).filter(({ data }) => data.sessionHash === sessionHash).length < consolesMost;

/** A console's socket lives as long as the session that opened it. */
export function closeConsolesOf(live: Live, sessionHash: string): void {
  for (const socket of allConsoles(live)) if (socket.data.sessionHash === sessionHash) close(socket);
}

/** Closes what was opened by sessions that are over: expired, or ended while no news could reach this process. */
export async function checkSessions(live: Live): Promise<void> {
  const consoles = allConsoles(live);
  if (consoles.length === 0) return;
  const hashes = [...new Set(consoles.map(({ data }) => data.sessionHash))];
  const living = await livingSessions(live.sql, hashes);
  for (const socket of consoles) if (!living.has(socket.data.sessionHash)) close(socket);
}

function close(socket: ConsoleSocket): void {
  send(socket, 'session:ended', {});
  socket.disconnect(true);
}
