import type {
  DataChannelName,
  RtpParameters,
  SctpStreamParameters,
  Slot,
  TransportDirection,
} from '@visavis/protocol';
import type { types } from 'mediasoup';

interface OpenTransport {
  transport: types.WebRtcTransport;
  /** What it was connected with, to tell a repeated command from another one. */
  connectedWith: types.DtlsParameters | undefined;
  /** How often its ICE was restarted. */
  restarts: number;
}

interface OpenProducer {
  producer: types.Producer;
  /** As the command gave them, to tell a repeated command from another one. */
  rtpParameters: RtpParameters;
}

interface OpenDataProducer {
  dataProducer: types.DataProducer;
  sctpStreamParameters: SctpStreamParameters;
}

/** One generation of one participant: all that is closed when it leaves or reloads. */
export interface ParticipantMedia {
  participant: string;
  generation: number;
  transports: Map<TransportDirection, OpenTransport>;
  producers: Map<Slot, OpenProducer>;
  /** By the id of the producer they take from. */
  consumers: Map<string, types.Consumer>;
  dataProducers: Map<DataChannelName, OpenDataProducer>;
  /** By the id of the data producer they take from. */
  dataConsumers: Map<string, types.DataConsumer>;
}

export function emptyParticipant(participant: string, generation: number): ParticipantMedia {
  return {
    participant,
    generation,
    transports: new Map(),
    producers: new Map(),
    consumers: new Map(),
    dataProducers: new Map(),
    dataConsumers: new Map(),
  };
}

/** Closing transports closes producers and consumers, whose handlers take them out of the maps. */
export function closeParticipant(media: ParticipantMedia): void {
  for (const { transport } of media.transports.values()) transport.close();
  media.transports.clear();
}

/** @returns the consumer of that id, if this generation has it */
export function findConsumer(media: ParticipantMedia, consumerId: string): types.Consumer | undefined {
  return media.consumers.values().find(({ id }) => id === consumerId);
}
