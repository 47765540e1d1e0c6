import type { IncomingMessage } from 'node:http';
import { asPlatform, seeAgents, seeCustomers, seeSupervisors } from '@visavis/db';
import type { Store } from 'express-session';
import { allAgents, allCustomers, allSupervisors, type ConsoleSocket, type Live } from './live.ts';
import { replace } from './replace.ts';

/** Writes which ends are connected here, and closes what no longer counts: replaced elsewhere, or signed out. */
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
  await Promise.all([
    ...agents.map(socket => checkSession(socket, socket.data.told.status !== 'paused')),
    ...supervisors.map(socket => checkSession(socket, watching.includes(socket))),
  ]);
}

/** A console lives as long as its session; being ready or in a call counts as use of it. */
async function checkSession(
  socket: Pick<ConsoleSocket, 'request' | 'disconnect'>,
  isUsed: boolean,
): Promise<void> {
  const { sessionStore: store, sessionID: id } = socket.request as IncomingMessage & {
    sessionStore: Store;
    sessionID: string;
  };
  const session = await new Promise<Parameters<Store['set']>[1] | null | undefined>((resolve, reject) => {
    store.get(id, (error: unknown, found) =>
      error ? reject(new Error('the session could not be read')) : resolve(found),
    );
  });
  if (!session) socket.disconnect(true);
  else if (isUsed) store.touch?.(id, session);
}
