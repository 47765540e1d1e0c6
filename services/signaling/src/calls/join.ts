import { asTenant, findCall, joinAttempt, leaveNode, type Call, type Joined } from '@visavis/db';
import {
  done,
  refuse,
  type callRequests,
  type Participant,
  type Reply,
  type Result,
  type RtpCapabilities,
} from '@visavis/protocol';
import type { Live } from '../socket/live.ts';
import { iceServers } from './ice-servers.ts';
import { commandEnd, mediaRefusal } from './media-command.ts';
import { isIn } from './participants.ts';
import { announce, introduce } from './peers.ts';

type Opened = { joined: Joined; routerRtpCapabilities: RtpCapabilities };

/** Raises the end's generation and opens the session, on another node if the chosen one takes no more. */
async function openSession(live: Live, call: Call, participant: Participant): Promise<Result<Opened>> {
  const { attemptId, tenantId } = call;
  for (let tries = 0; tries < 3; tries += 1) {
    const joined = await asTenant(live.sql, tenantId, sql =>
      joinAttempt(sql, { attemptId, participant, nodeSeconds: live.times.nodeSeconds }),
    );
    if (!joined) return refuse('wrong_state');
    const { sfuNodeId, fence } = joined;
    if (sfuNodeId === null) return refuse('no_media_node');
    const opened = await live.media.command(sfuNodeId, 'session.open', { session: attemptId, fence });
    if (opened.ok) return done({ joined, routerRtpCapabilities: opened.value.routerRtpCapabilities });
    if (opened.code === 'node_full' || opened.code === 'node_draining')
      await asTenant(live.sql, tenantId, sql => leaveNode(sql, attemptId, sfuNodeId));
    // another end joined at the same moment: its fence is higher, and reading it again gives a higher one still
    else if (opened.code !== 'stale_fence') return mediaRefusal(opened.code);
  }
  return refuse('no_media_node');
}

/** Opens this end's transports anew, and tells the others that it has (re)joined. */
export async function joinCall(
  live: Live,
  call: Call,
  participant: Participant,
): Promise<Result<Reply<typeof callRequests, 'call:join'>>> {
  const { attemptId } = call;
  const session = await openSession(live, call, participant);
  if (!session.ok) return session;
  const { joined, routerRtpCapabilities } = session.value;
  const current = await asTenant(live.sql, call.tenantId, sql => findCall(sql, attemptId));
  if (current?.[participant].generation !== joined.generation) return refuse('conflict');
  if (!isIn(current, participant)) return refuse('not_found');
  const [send, receive] = await Promise.all([
    commandEnd(live, current, participant, 'transport.open', { direction: 'send' }),
    commandEnd(live, current, participant, 'transport.open', { direction: 'receive' }),
  ]);
  if (!send.ok) return send;
  if (!receive.ok) return receive;
  const { generation } = joined;
  announce(live, current, participant, true);
  // who was reloaded listens only now
  introduce(live, current, participant);
  return done({
    routerRtpCapabilities,
    send: send.value,
    receive: receive.value,
    iceServers: iceServers(live.config.turn, `${attemptId}-${participant}`),
    generation,
  });
}
