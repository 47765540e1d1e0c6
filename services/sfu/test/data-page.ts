import { Device } from 'mediasoup-client';
import type { types } from 'mediasoup-client';

/** One end of a call that only exchanges data. `command` is the test's control connection, bound to this end. */
declare global {
  var bound: (name: string, request: object) => Promise<never>;
  var join: (routerRtpCapabilities: types.RtpCapabilities) => Promise<void>;
  /** @returns the data producer's id, once the channel is open */
  var produceData: (channel: string) => Promise<string>;
  /** Takes a channel of the other end, once it is open. Text is answered in kind on `reply`, if that is given. */
  var consumeData: (dataProducerId: string, reply?: string) => Promise<void>;
  var sendData: (channel: string, sizes: number[]) => string;
  var received: (least: number) => Promise<number[]>;
}

const sizes: number[] = [];
let heard = (): void => undefined;
const producers = new Map<string, types.DataProducer>();
let sending: types.Transport;
let receiving: types.Transport;

globalThis.join = async routerRtpCapabilities => {
  const device = await Device.factory();
  await device.load({ routerRtpCapabilities });
  sending = device.createSendTransport(await bound('transport.open', { direction: 'send' }));
  receiving = device.createRecvTransport(await bound('transport.open', { direction: 'receive' }));
  for (const transport of [sending, receiving]) {
    const direction = transport.direction === 'send' ? 'send' : 'receive';
    transport.on('connect', ({ dtlsParameters }, done, failed) => {
      bound('transport.connect', { direction, dtlsParameters }).then(done, failed);
    });
  }
  sending.on('producedata', ({ label, sctpStreamParameters }, done, failed) => {
    const { streamId, ordered } = sctpStreamParameters;
    bound('data_producer.open', {
      channel: label,
      sctpStreamParameters: { streamId, ordered },
    }).then(({ dataProducerId }: { dataProducerId: string }) => done({ id: dataProducerId }), failed);
  });
};

globalThis.produceData = async channel => {
  const producer = await sending.produceData({ label: channel });
  producers.set(channel, producer);
  if (producer.readyState !== 'open') await new Promise<void>(resolve => producer.once('open', resolve));
  return producer.id;
};

globalThis.consumeData = async (dataProducerId, reply) => {
  const opened: {
    dataConsumerId: string;
    channel: string;
    sctpStreamParameters: types.SctpStreamParameters;
  } = await bound('data_consumer.open', { dataProducerId });
  const { dataConsumerId: id, channel: label, sctpStreamParameters } = opened;
  const consumer = await receiving.consumeData({ id, dataProducerId, label, sctpStreamParameters });
  consumer.binaryType = 'arraybuffer';
  consumer.on('message', (message: ArrayBuffer) => {
    // every byte is the message's number modulo 251, so that a mixed-up or torn message shows
    const bytes = new Uint8Array(message);
    const whole = bytes.every(byte => byte === sizes.length % 251);
    sizes.push(whole ? bytes.length : -1);
    heard();
    if (reply !== undefined) producers.get(reply)?.send(message);
  });
  if (consumer.readyState !== 'open') await new Promise<void>(resolve => consumer.once('open', resolve));
};

globalThis.sendData = (channel, lengths) => {
  try {
    lengths.forEach((length, index) =>
      producers.get(channel)?.send(new Uint8Array(length).fill(index % 251)),
    );
    return 'sent';
  } catch (error) {
    return String(error);
  }
};

globalThis.received = async least => {
  while (sizes.length < least) await new Promise<void>(resolve => (heard = resolve));
  return sizes;
};
