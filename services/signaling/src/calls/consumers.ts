import { asTenant, findCall } from '@visavis/db';
import { rtpCapabilitiesSchema, type Participant, type Slot } from '@visavis/protocol';
import { notifyEnd, type Live } from '../socket/live.ts';
import { commandEnd } from './media-command.ts';

export const otherEnd = (participant: Participant): Participant =>
  participant === 'customer' ? 'agent' : 'customer';

/**
 * Opens a consumer at `receiver` for everything the other end produces, as soon as both are known, and tells the
 * receiver. Called after either was stored, so whichever comes second sees both; the node answers the same consumer
 * again, so a receiver may hear of one twice.
 */
export async function openConsumers(
  live: Live,
  { tenantId, attemptId }: { tenantId: string; attemptId: string },
  receiver: Participant,
): Promise<void> {
  const call = await asTenant(live.sql, tenantId, sql => findCall(sql, attemptId));
  if (!call) return;
  const capabilities = rtpCapabilitiesSchema.safeParse(call[receiver].capabilities);
  if (!capabilities.success) return;
  const sender = otherEnd(receiver);
  for (const [slot, producerId] of Object.entries(call[sender].producers) as [Slot, string][]) {
    const opened = await commandEnd(live, call, receiver, 'consumer.open', {
      producerId,
      rtpCapabilities: capabilities.data,
    });
    if (!opened.ok) {
      live.log.warn('a consumer could not be opened', {
        attemptId,
        participant: receiver,
        code: opened.refusal.code,
      });
      continue;
    }
    const { consumerId, kind, rtpParameters } = opened.value;
    notifyEnd(live, call, receiver, 'call:consumer', {
      attemptId,
      consumerId,
      producerId,
      participant: sender,
      slot,
      kind,
      rtpParameters,
    });
  }
}
