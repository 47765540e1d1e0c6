import { maxDataMessageBytes, type DataChannelName, type Notice, type callNotices } from '@visavis/protocol';
import type { types } from 'mediasoup-client';
import type { CallRequest } from './media.ts';

export type DataConsumerNotice = Notice<typeof callNotices, 'call:data_consumer'>;

/** Called at most once each; `onClose` also when the transport ends. */
export type ChannelEvents = { onOpen?: () => void; onClose?: () => void };

/** One's own data channel: to everybody else in the call who listens at the moment. */
export type DataSender = {
  isOpen: () => boolean;
  /**
   * Hands a message to the browser, which sends it reliably and in order as far as the media node. The node drops what
   * a receiver's link cannot take for long, so that senders keep a bounded amount unacknowledged.
   * @throws Error while the channel is not open, or for more than `maxDataMessageBytes`
   */
  send: (bytes: Uint8Array<ArrayBuffer>) => void;
  /** Bytes handed over that have not left the browser. */
  bufferedAmount: () => number;
  close: () => void;
};

/** Another participant's data channel. */
export type DataReceiver = { isOpen: () => boolean; close: () => void };

export type DataChannels = {
  /** Opens the channel, or gives the one that is there. Resolves before it is open. */
  produceData: (channel: DataChannelName, events?: ChannelEvents) => Promise<DataSender>;
  /**
   * Takes the channel that a notice announces, instead of the one that participant had before. What was sent before it
   * is open is lost. For the same notice again `onOpen` and `onClose` are called as well; messages go where they went.
   */
  consumeData: (
    notice: DataConsumerNotice,
    events: ChannelEvents & { onMessage: (bytes: Uint8Array<ArrayBuffer>) => void },
  ) => Promise<DataReceiver>;
};

type Options = { attemptId: string; request: CallRequest; send: types.Transport; receive: types.Transport };

/** The data channels of one end. They need no keys: what goes over them was sealed before. */
export function dataChannels({ attemptId, request, send, receive }: Options): DataChannels {
  const senders = new Map<DataChannelName, Promise<DataSender>>();
  const consumers = new Map<string, { dataConsumerId: string; opening: Promise<types.DataConsumer> }>();

  send.on('producedata', ({ sctpStreamParameters, appData }, succeed, fail) => {
    request('call:produce_data', {
      attemptId,
      channel: appData['channel'] as DataChannelName,
      // in the server's schema nothing else can be said: ordered and reliable
      sctpStreamParameters: { streamId: sctpStreamParameters.streamId, ordered: true },
    }).then(({ dataProducerId }) => succeed({ id: dataProducerId }), fail);
  });

  const produce = async (channel: DataChannelName, events: ChannelEvents): Promise<DataSender> => {
    const producer = await send.produceData({ label: channel, ordered: true, appData: { channel } });
    tell(producer, events);
    return {
      isOpen: () => isOpen(producer),
      send: bytes => {
        // browsers differ in what they do with more than the other side takes
        if (bytes.length > maxDataMessageBytes) throw new Error('data message too long');
        if (!isOpen(producer)) throw new Error('data channel not open');
        producer.send(bytes);
      },
      bufferedAmount: () => (producer.closed ? 0 : producer.bufferedAmount),
      close: () => producer.close(),
    };
  };

  return {
    produceData: (channel, events = {}) => {
      const known = senders.get(channel);
      if (known) return known;
      const sender = produce(channel, events);
      senders.set(channel, sender);
      sender.catch(() => senders.delete(channel));
      return sender;
    },
    consumeData: (notice, events) => {
      const { participant, channel, dataConsumerId } = notice;
      const key = `${participant} ${channel}`;
      const before = consumers.get(key);
      if (before?.dataConsumerId === dataConsumerId) return before.opening.then(toReceiver(events));
      // of an end that was reloaded: nothing comes over it any more
      before?.opening.then(
        old => old.close(),
        () => undefined,
      );
      const opening = consume(receive, notice, events.onMessage);
      consumers.set(key, { dataConsumerId, opening });
      return opening.then(toReceiver(events));
    },
  };
}

async function consume(
  receive: types.Transport,
  { dataConsumerId, dataProducerId, channel, sctpStreamParameters }: DataConsumerNotice,
  onMessage: (bytes: Uint8Array<ArrayBuffer>) => void,
): Promise<types.DataConsumer> {
  const consumer = await receive.consumeData({
    id: dataConsumerId,
    dataProducerId,
    label: channel,
    sctpStreamParameters,
  });
  consumer.binaryType = 'arraybuffer';
  consumer.on('message', (message: unknown) => {
    // no end of ours sends text
    if (message instanceof ArrayBuffer) onMessage(new Uint8Array(message));
  });
  return consumer;
}

const toReceiver =
  (events: ChannelEvents) =>
  (consumer: types.DataConsumer): DataReceiver => {
    tell(consumer, events);
    return { isOpen: () => isOpen(consumer), close: () => consumer.close() };
  };

type Channel = types.DataProducer | types.DataConsumer;

const isOpen = (channel: Channel) => !channel.closed && channel.readyState === 'open';

function tell(channel: Channel, { onOpen, onClose }: ChannelEvents): void {
  if (onClose) channel.observer.once('close', onClose);
  if (!onOpen) return;
  if (isOpen(channel)) onOpen();
  // the same event at both, which the types do not say
  else (channel as types.DataProducer).once('open', onOpen);
}
