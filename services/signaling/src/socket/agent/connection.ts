import {
  addAuditEvent,
  asOrganisation,
  findOpenAttemptOf,
  releaseAgentPresence,
  takeAgentPresence,
} from '@visavis/db';
import { agentRequests } from '@visavis/protocol';
import { withdrawOffer } from '../../calls/abort.ts';
import type { TellEnds } from '../../calls/tell.ts';
import { handleAll } from '../handle.ts';
import { agentRoom, send, type AgentData, type AgentSocket, type Live } from '../live.ts';
import { tellPeer } from '../peer.ts';
import { refusedTo } from '../refused.ts';
import { replace } from '../replace.ts';
import { agentHandlers } from './handlers.ts';
import { tellBarred, tellShift } from './shift.ts';

/**
 * An agent works in one console. A reload of its page goes on there; any other console is asked whether it takes over,
 * and if it does, the one before is told and closed, in whichever process it is.
 * @returns false when it has to be asked first: it is told and closed
 */
async function enter(live: Live, tell: TellEnds, socket: AgentSocket): Promise<boolean> {
  const { end } = socket.data;
  await socket.join(end.connectionId);
  const taken = await take(live, socket.data);
  if (taken === 'elsewhere') {
    send(socket, 'elsewhere', {});
    socket.disconnect(true);
    return false;
  }
  await socket.join(agentRoom(end.userId));
  socket.data.entered = true;
  if (taken.before !== null) replace(live, 'consoles', taken.before);
  tellShift(socket, taken.attestation);
  await tellBarred(live, socket);
  await tell.agent(end.userId);
  const attempt = socket.data.told.attempt;
  if (attempt && attempt.state !== 'over') await tellPeer(live, end, attempt.id, true);
  return true;
}

const take = (live: Live, { end, byPasskey, sessionHash, site, handshake }: AgentData) =>
  asOrganisation(live.sql, end.organisationId, async sql => {
    const { staleSeconds } = live.times;
    const taken = await takeAgentPresence(sql, {
      ...end,
      consoleId: handshake.console,
      takeOver: handshake.takeOver,
      byPasskey,
      sessionHash,
      siteId: site?.id ?? null,
      staleSeconds,
    });
    if (taken !== 'elsewhere' && taken.tookOver)
      await addAuditEvent(sql, {
        organisationId: end.organisationId,
        actor: end.actor,
        action: 'console.taken_over',
        subject: { kind: 'user', id: end.userId },
      });
    return taken;
  });

async function leave(live: Live, socket: AgentSocket): Promise<void> {
  const { end } = socket.data;
  const attempt = await asOrganisation(live.sql, end.organisationId, async sql => {
    const counted = await releaseAgentPresence(sql, [end.userId, end.connectionId]);
    return counted ? findOpenAttemptOf(sql, end.userId) : undefined;
  });
  if (attempt?.state === 'offered')
    await withdrawOffer(live, attempt.attemptId, {
      reason: 'agent_left',
      agentStatus: 'paused',
      actor: end.actor,
    });
  if (attempt?.state === 'active') await tellPeer(live, end, attempt.attemptId, false);
}

export function connectAgent(live: Live, tell: TellEnds, socket: AgentSocket): void {
  socket.data.told = {};
  socket.data.entered = false;
  const { log } = live;
  const { userId } = socket.data.end;
  const entered = enter(live, tell, socket);
  entered.catch((error: unknown) => {
    log.error('an agent could not enter', error, { userId });
    socket.disconnect(true);
  });
  handleAll(socket, agentRequests, agentHandlers(live, tell, socket), socket.data.end, {
    log,
    entered,
    refused: refusedTo(live, socket.data.end),
  });
  socket.on('disconnect', () => {
    entered
      .catch(() => undefined)
      .then(() => leave(live, socket))
      .catch((error: unknown) => log.error('an agent could not leave', error, { userId }));
  });
}
