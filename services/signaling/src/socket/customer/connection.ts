import { asTenant, customerSituation, releaseCustomerPresence, takeCustomerPresence } from '@visavis/db';
import { customerRequests } from '@visavis/protocol';
import { withdrawOffer } from '../../calls/abort.ts';
import type { TellEnds } from '../../calls/tell.ts';
import { handleAll } from '../handle.ts';
import { customerRoom, type CustomerSocket, type Live } from '../live.ts';
import { tellPeer } from '../peer.ts';
import { refusedTo } from '../refused.ts';
import { replace } from '../replace.ts';
import { customerHandlers } from './handlers.ts';

/** The newest tab takes over; the one before is told and closed, in whichever process it is. */
async function enter(live: Live, tell: TellEnds, socket: CustomerSocket): Promise<void> {
  const { end } = socket.data;
  const { identificationId, tenantId, connectionId } = end;
  await socket.join([customerRoom(identificationId), connectionId]);
  const before = await asTenant(live.sql, tenantId, sql => takeCustomerPresence(sql, end));
  socket.data.entered = true;
  if (before !== null) replace(live, 'customers', before);
  await tell.customer(identificationId);
  const attempt = socket.data.told.attempt;
  if (attempt?.open) await tellPeer(live, end, attempt.id, true);
}

/** The place is kept; a call goes on for as long as its ruleset lets it; an offer is not left hanging. */
async function leave(live: Live, socket: CustomerSocket): Promise<void> {
  const { end } = socket.data;
  const { identificationId, tenantId, connectionId } = end;
  const situation = await asTenant(live.sql, tenantId, async sql => {
    const counted = await releaseCustomerPresence(sql, [identificationId, connectionId]);
    return counted ? customerSituation(sql, identificationId) : undefined;
  });
  if (!situation || situation.attemptId === null) return;
  if (situation.attemptState === 'offered')
    await withdrawOffer(live, situation.attemptId, {
      reason: 'customer_left',
      agentStatus: 'ready',
      actor: end.actor,
    });
  if (situation.attemptState === 'active') await tellPeer(live, end, situation.attemptId, false);
}

export function connectCustomer(live: Live, tell: TellEnds, socket: CustomerSocket): void {
  socket.data.told = {};
  socket.data.entered = false;
  const { log } = live;
  const { identificationId } = socket.data.end;
  const entered = enter(live, tell, socket);
  entered.catch((error: unknown) => {
    log.error('a customer could not enter', error, { identificationId });
    socket.disconnect(true);
  });
  handleAll(socket, customerRequests, customerHandlers(live, socket), socket.data.end, {
    log,
    entered,
    refused: refusedTo(live, socket.data.end),
  });
  socket.on('disconnect', () => {
    entered
      .catch(() => undefined)
      .then(() => leave(live, socket))
      .catch((error: unknown) => log.error('a customer could not leave', error, { identificationId }));
  });
}
