import type { IncomingMessage } from 'node:http';
import { asPlatform, seeAgents, seeCustomers } from '@visavis/db';
import type { Store } from 'express-session';
import type { AgentSocket, Live } from './live.ts';
import { replace } from './replace.ts';

/** Writes which ends are connected here, and closes what no longer counts: replaced elsewhere, or signed out. */
export async function heartbeat(live: Live): Promise<void> {
  // one whose presence is being written at this moment is not missed for not being there yet
  const customers = [...live.customers.sockets.sockets.values()].filter(({ data }) => data.entered);
  const agents = [...live.agents.sockets.sockets.values()].filter(({ data }) => data.entered);
  const heldByCustomers = customers.map(
    ({ data: { end } }) => [end.identificationId, end.connectionId] as const,
  );
  const heldByAgents = agents.map(({ data: { end } }) => [end.userId, end.connectionId] as const);
  const [present, onDuty] = await asPlatform(live.sql, async sql => [
    await seeCustomers(sql, heldByCustomers),
    await seeAgents(sql, heldByAgents),
  ]);
  for (const { data } of customers)
    if (!present.has(data.end.connectionId)) replace(live, 'customers', data.end.connectionId);
  for (const { data } of agents)
    if (!onDuty.has(data.end.connectionId)) replace(live, 'agents', data.end.connectionId);
  await Promise.all(agents.map(checkSession));
}

/** A console lives as long as its session; being ready or in a call counts as use of it. */
async function checkSession(socket: AgentSocket): Promise<void> {
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
  else if (socket.data.told.status !== 'paused') store.touch?.(id, session);
}
