import { asTenant, findCall, type Call } from '@visavis/db';
import {
  done,
  refuse,
  type Participant,
  type RefusalCode,
  type Result,
  type SfuCommand,
  type SfuRefusalCode,
  type SfuRequest,
  type SfuValue,
} from '@visavis/protocol';
import type { Live } from '../socket/live.ts';

/** Commands about one end of a session; the rest of the request is filled in here. */
type EndCommand = Exclude<SfuCommand, 'session.open' | 'session.close' | 'session.list' | 'session.lease'>;
type Filled = 'session' | 'fence' | 'participant' | 'generation';
type Fields<C extends EndCommand> = Omit<SfuRequest<C>, Filled>;

const refusals: Record<SfuRefusalCode | 'unreachable', RefusalCode> = {
  malformed: 'invalid_request',
  stale_fence: 'stale_fence',
  stale_generation: 'conflict',
  unknown_session: 'no_media_node',
  unknown_participant: 'not_found',
  unknown_transport: 'wrong_state',
  unknown_producer: 'not_found',
  unknown_consumer: 'not_found',
  conflict: 'conflict',
  own_producer: 'not_permitted',
  unsupported_codec: 'unsupported_codec',
  incompatible_capabilities: 'unsupported_codec',
  node_draining: 'no_media_node',
  node_full: 'no_media_node',
  internal: 'internal',
  unreachable: 'no_media_node',
};

export const mediaRefusal = (code: SfuRefusalCode | 'unreachable') => refuse(refusals[code]);

/**
 * Commands the media of one end, under the fence and generation of `call`. Another end may have joined in between,
 * which raises the fence: then the call is read anew and asked again, unless this end itself has moved on.
 */
export async function commandEnd<C extends EndCommand>(
  live: Live,
  call: Call,
  participant: Participant,
  command: C,
  fields: Fields<C>,
): Promise<Result<SfuValue<C>>> {
  const { generation } = call[participant];
  let current = call;
  for (let tries = 0; tries < 3; tries += 1) {
    if (current.sfuNodeId === null || generation === 0) return refuse('wrong_state');
    const request = { session: call.attemptId, fence: current.fence, participant, generation, ...fields };
    const answer = await live.media.command(current.sfuNodeId, command, request as unknown as SfuRequest<C>);
    if (answer.ok) return done(answer.value);
    if (answer.code !== 'stale_fence') return mediaRefusal(answer.code);
    const found = await asTenant(live.sql, call.tenantId, sql => findCall(sql, call.attemptId));
    if (found?.[participant].generation !== generation) return refuse('conflict');
    current = found;
  }
  return refuse('stale_fence');
}

/** Asks the node to end the session. Repeatable; a node that does not hear it drops the session without its lease. */
export async function closeMedia(live: Live, call: Call): Promise<void> {
  if (call.sfuNodeId === null) return;
  await live.media.command(call.sfuNodeId, 'session.close', { session: call.attemptId, fence: call.fence });
}
