import { isDeepStrictEqual } from 'node:util';
import { accept, admitParticipant, refuse } from './handler.ts';
import type { Handler } from './handler.ts';

export const dataProducerOpen: Handler<'data_producer.open'> = async (context, request, tell) => {
  const admitted = admitParticipant(context, request, tell);
  if (!admitted.ok) return admitted;
  const { own } = admitted;
  const { channel, sctpStreamParameters } = request;
  const existing = own.dataProducers.get(channel);
  if (existing) {
    const same = isDeepStrictEqual(existing.sctpStreamParameters, sctpStreamParameters);
    return same ? accept({ dataProducerId: existing.dataProducer.id }) : refuse('conflict');
  }
  const { streamId } = sctpStreamParameters;
  if (own.dataProducers.values().some(other => other.sctpStreamParameters.streamId === streamId))
    return refuse('conflict');
  const send = own.transports.get('send');
  if (!send) return refuse('unknown_transport');
  const dataProducer = await send.transport.produceData({ sctpStreamParameters, label: channel });
  own.dataProducers.set(channel, { dataProducer, sctpStreamParameters });
  dataProducer.observer.once('close', () => own.dataProducers.delete(channel));
  return accept({ dataProducerId: dataProducer.id });
};
