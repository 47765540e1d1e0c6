import { rtpParametersSchema } from '@visavis/protocol';
import { allowedCapabilities } from '../domain/codecs.ts';
import { findProducer } from '../media/session.ts';
import { accept, admitParticipant, refuse } from './handler.ts';
import type { Handler } from './handler.ts';

export const consumerOpen: Handler<'consumer.open'> = async (context, request, tell) => {
  const admitted = admitParticipant(context, request, tell);
  if (!admitted.ok) return admitted;
  const { media, own } = admitted;
  const { producerId } = request;
  const source = findProducer(media, producerId);
  if (!source) return refuse('unknown_producer');
  if (source.owner === own) return refuse('own_producer');
  const receive = own.transports.get('receive');
  if (!receive) return refuse('unknown_transport');

  let consumer = own.consumers.get(producerId);
  if (!consumer) {
    const rtpCapabilities = allowedCapabilities(request.rtpCapabilities);
    if (!media.router.canConsume({ producerId, rtpCapabilities })) return refuse('incompatible_capabilities');
    consumer = await receive.transport.consume({ producerId, rtpCapabilities, paused: true });
    own.consumers.set(producerId, consumer);
    consumer.observer.once('close', () => own.consumers.delete(producerId));
  }
  return accept({
    consumerId: consumer.id,
    producerId,
    kind: consumer.kind,
    slot: source.slot,
    participant: source.owner.participant,
    rtpParameters: rtpParametersSchema.parse(consumer.rtpParameters),
  });
};
