import { asTenant, findCall, type Call } from '@visavis/db';
import { rtpCapabilitiesSchema, type Participant, type Slot } from '@visavis/protocol';
import { notifyEnd, type Live } from '../socket/live.ts';
import { commandEnd } from './media-command.ts';
import { isIn, othersIn, trackSendersTo } from './participants.ts';

type Named = { tenantId: string; attemptId: string };

/**
 * Opens a consumer at `receiver` for every track of the others, as soon as both ends of it are known, and tells the
 * receiver. Called after either was stored, so whichever comes second sees both; the node answers the same consumer
 * again, so a receiver may hear of one twice.
 */
export async function receiveTracks(live: Live, named: Named, receiver: Participant): Promise<void> {
  const call = await read(live, named);
  if (call) await openConsumers(live, call, receiver, trackSendersTo(receiver));
}

/** The same, for the tracks of one sender at everybody else. */
export async function sendTracks(live: Live, named: Named, sender: Participant): Promise<void> {
  const call = await read(live, named);
  if (!call) return;
  for (const receiver of othersIn(call, sender)) await openConsumers(live, call, receiver, [sender]);
}

const read = (live: Live, { tenantId, attemptId }: Named): Promise<Call | undefined> =>
  asTenant(live.sql, tenantId, sql => findCall(sql, attemptId));

async function openConsumers(
  live: Live,
  call: Call,
  receiver: Participant,
  senders: readonly Participant[],
): Promise<void> {
  const capabilities = rtpCapabilitiesSchema.safeParse(call[receiver].capabilities);
  if (!capabilities.success || !isIn(call, receiver)) return;
  const { attemptId } = call;
  const tracks = senders.flatMap(participant =>
    (Object.entries(call[participant].producers) as [Slot, string][]).map(([slot, producerId]) => ({
      participant,
      slot,
      producerId,
    })),
  );
  for (const { participant, slot, producerId } of tracks) {
    const opened = await commandEnd(live, call, receiver, 'consumer.open', {
      producerId,
      rtpCapabilities: capabilities.data,
    });
    if (!opened.ok) {
      const { code } = opened.refusal;
      live.log.warn('a consumer could not be opened', { attemptId, participant: receiver, code });
      continue;
    }
    const { consumerId, kind, rtpParameters } = opened.value;
    notifyEnd(live, call, receiver, 'call:consumer', {
      attemptId,
      consumerId,
      producerId,
      participant,
      slot,
      kind,
      rtpParameters,
    });
  }
}
