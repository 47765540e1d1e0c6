import type { SfuValue } from '@visavis/protocol';
import type { ParticipantMedia } from '../media/participant.ts';
import type { SessionMedia } from '../media/session.ts';
import { findDataProducer, findProducer } from '../media/session.ts';
import { accept } from './handler.ts';
import type { Handler } from './handler.ts';

type Listed = SfuValue<'session.list'>['sessions'][number];

export const sessionList: Handler<'session.list'> = context => {
  const sessions: Listed[] = [];
  for (const [session, { record, media }] of context.sessions) {
    if (!media) continue;
    const participants = [...media.participants.values()].map(own => describe(media, own));
    sessions.push({ session, fence: record.fence, participants });
  }
  return accept({ sessions });
};

function describe(media: SessionMedia, own: ParticipantMedia): Listed['participants'][number] {
  return {
    participant: own.participant,
    generation: own.generation,
    transports: [...own.transports].map(([direction, { transport }]) => ({
      direction,
      transportId: transport.id,
      ice: transport.iceState,
      dtls: transport.dtlsState,
    })),
    producers: [...own.producers].map(([slot, { producer }]) => ({
      producerId: producer.id,
      kind: producer.kind,
      slot,
    })),
    consumers: [...own.consumers.values()].flatMap(consumer => {
      const source = findProducer(media, consumer.producerId);
      if (!source) return [];
      const { kind, producerId, id: consumerId } = consumer;
      return [{ consumerId, producerId, kind, slot: source.slot, participant: source.owner.participant }];
    }),
    dataProducers: [...own.dataProducers].map(([channel, { dataProducer }]) => ({
      dataProducerId: dataProducer.id,
      channel,
    })),
    dataConsumers: [...own.dataConsumers.values()].flatMap(({ id: dataConsumerId, dataProducerId }) => {
      const source = findDataProducer(media, dataProducerId);
      if (!source) return [];
      const { channel, owner } = source;
      return [{ dataConsumerId, dataProducerId, channel, participant: owner.participant }];
    }),
  };
}
