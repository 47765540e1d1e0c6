import { isDeepStrictEqual } from 'node:util';
import type { SfuRequest } from '@visavis/protocol';
import type { types } from 'mediasoup';
import { isAllowedMedia } from '../domain/codecs.ts';
import type { ParticipantMedia } from '../media/participant.ts';
import { accept, admitParticipant, refuse } from './handler.ts';
import type { Admitted, Handler } from './handler.ts';

const kindOf = { camera: 'video', microphone: 'audio' } as const;

export const producerOpen: Handler<'producer.open'> = async (context, request, tell) => {
  const { slot, kind, rtpParameters } = request;
  if (kindOf[slot] !== kind) return refuse('malformed');
  if (!isAllowedMedia(kind, rtpParameters)) return refuse('unsupported_codec');
  const admitted = admitParticipant(context, request, tell);
  if (!admitted.ok) return admitted;
  const { own } = admitted;
  const existing = own.producers.get(slot);
  if (existing) {
    const same = isDeepStrictEqual(existing.rtpParameters, rtpParameters);
    return same ? accept({ producerId: existing.producer.id }) : refuse('conflict');
  }
  const send = own.transports.get('send');
  if (!send) return refuse('unknown_transport');
  const producer = await produce(send.transport, request);
  if (!producer) return refuse('malformed');
  own.producers.set(slot, { producer, rtpParameters });
  reportClose(admitted, own, request, producer);
  return accept({ producerId: producer.id });
};

/** @returns nothing if mediasoup finds the parameters contradictory, as with a missing SSRC */
async function produce(
  transport: types.WebRtcTransport,
  { kind, rtpParameters }: SfuRequest<'producer.open'>,
): Promise<types.Producer | undefined> {
  try {
    return await transport.produce({ kind, rtpParameters });
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

function reportClose(
  { live, media }: Admitted,
  own: ParticipantMedia,
  { session, participant, generation, slot }: SfuRequest<'producer.open'>,
  producer: types.Producer,
): void {
  producer.observer.once('close', () => {
    own.producers.delete(slot);
    // the end of the whole session is one event, not one a producer
    if (!media.closed)
      live.tell('producer.closed', { session, participant, generation, producerId: producer.id, slot });
  });
}
