import { sctpStreamParametersSchema } from '@visavis/protocol';
import { findDataProducer } from '../media/session.ts';
import { accept, admitParticipant, refuse } from './handler.ts';
import type { Handler } from './handler.ts';

export const dataConsumerOpen: Handler<'data_consumer.open'> = async (context, request, tell) => {
  const admitted = admitParticipant(context, request, tell);
  if (!admitted.ok) return admitted;
  const { media, own } = admitted;
  const { dataProducerId } = request;
  const source = findDataProducer(media, dataProducerId);
  if (!source) return refuse('unknown_producer');
  if (source.owner === own) return refuse('own_producer');
  const receive = own.transports.get('receive');
  if (!receive) return refuse('unknown_transport');

  let dataConsumer = own.dataConsumers.get(dataProducerId);
  if (!dataConsumer) {
    dataConsumer = await receive.transport.consumeData({ dataProducerId });
    own.dataConsumers.set(dataProducerId, dataConsumer);
    dataConsumer.observer.once('close', () => own.dataConsumers.delete(dataProducerId));
  }
  const { streamId } = dataConsumer.sctpStreamParameters ?? {};
  return accept({
    dataConsumerId: dataConsumer.id,
    dataProducerId,
    channel: source.channel,
    participant: source.owner.participant,
    sctpStreamParameters: sctpStreamParametersSchema.parse({ streamId, ordered: true }),
  });
};
