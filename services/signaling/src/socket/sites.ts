import { isDeepStrictEqual } from 'node:util';
import { asOrganisation, moveAgent, placeOf } from '@visavis/db';
import type { TellEnds } from '../calls/tell.ts';
import { tellShift } from './agent/shift.ts';
import { allConsoles, isAgent, send, type ConsoleSocket, type Live } from './live.ts';

/**
 * After the sites of an organisation may have changed: who is at none any more is out, the others are told where they are.
 * @param organisationId of all there are here unless given
 */
export async function checkSites(live: Live, tell: TellEnds, organisationId?: string): Promise<void> {
  const consoles = allConsoles(live).filter(
    ({ data }) => organisationId === undefined || data.end.organisationId === organisationId,
  );
  await Promise.all(consoles.map(socket => check(live, tell, socket)));
}

async function check(live: Live, tell: TellEnds, socket: ConsoleSocket): Promise<void> {
  const { end, address } = socket.data;
  const { organisationId, userId, connectionId } = end;
  const { isAllowed, site } = await asOrganisation(live.sql, organisationId, sql =>
    placeOf(sql, organisationId, address),
  );
  if (!isAllowed) {
    send(socket, 'site:left', {});
    socket.disconnect(true);
    return;
  }
  // nothing new for who is here
  if (isDeepStrictEqual(site, socket.data.site)) return;
  socket.data.site = site;
  if (!isAgent(socket)) {
    send(socket, 'supervisor:site', { site: site?.name ?? null });
    return;
  }
  const attestation = await asOrganisation(live.sql, organisationId, sql =>
    moveAgent(sql, { userId, connectionId, siteId: site?.id ?? null }),
  );
  tellShift(socket, attestation);
  await tell.agent(userId);
}
