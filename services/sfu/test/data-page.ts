import { openMedia, type CallRequest, type Media } from '@visavis/call/media';
import { readConnection, type Connection } from '@visavis/call';
import type { Body, DataChannelName, SfuCommand, SfuValue, callRequests } from '@visavis/protocol';

/** One end of a call that exchanges data and a voice. `bound` is the test's control connection, for this end. */
declare global {
  var bound: (name: SfuCommand, request: object) => Promise<never>;
  var join: () => Promise<void>;
  /** @returns the data producer's id, once the channel is open */
  var produceData: (channel: DataChannelName) => Promise<string>;
  /** Takes a channel of the other end, once it is open. What comes is sent back on `reply`, if that is given. */
  var consumeData: (dataProducerId: string, reply?: DataChannelName) => Promise<void>;
  var sendData: (channel: DataChannelName, sizes: number[]) => Promise<string>;
  var received: (least: number) => Promise<number[]>;
  var speak: () => Promise<void>;
  var connection: () => Promise<Connection>;
  /** The connection was broken and stands again. */
  var mended: () => Promise<void>;
  /** All of a channel's messages have reached the node. */
  var drained: (channel: DataChannelName) => Promise<void>;
}

const attemptId = 'data';
const sizes: number[] = [];
const dataProducerIds = new Map<string, string>();
let heard = (): void => undefined;
let media: Media;
let isBroken = false;
let mend = (): void => undefined;
const whole = new Promise<void>(resolve => (mend = resolve));

type Asked = { [Event in keyof typeof callRequests]: Body<typeof callRequests, Event> };

/** What signaling does with the requests of a call, as far as this page makes them. */
const answers: { [Event in keyof Asked]?: (body: Asked[Event]) => Promise<unknown> } = {
  'call:join': async () => ({
    ...((await bound('session.open', {})) as SfuValue<'session.open'>),
    send: await bound('transport.open', { direction: 'send' }),
    receive: await bound('transport.open', { direction: 'receive' }),
    iceServers: [],
    generation: 1,
  }),
  'call:connect': ({ direction, dtlsParameters }) =>
    bound('transport.connect', { direction, dtlsParameters }),
  'call:restart_ice': ({ direction, number }) => bound('transport.restart_ice', { direction, number }),
  'call:receive': () => Promise.resolve({}),
  'call:produce': ({ slot, rtpParameters }) =>
    bound('producer.open', { slot, kind: slot === 'camera' ? 'video' : 'audio', rtpParameters }),
  'call:produce_data': async ({ channel, sctpStreamParameters }) => {
    const opened: { dataProducerId: string } = await bound('data_producer.open', {
      channel,
      sctpStreamParameters,
    });
    dataProducerIds.set(channel, opened.dataProducerId);
    return opened;
  },
};
const request: CallRequest = async (event, body) => (await answers[event]?.(body as never)) as never;

globalThis.join = async () => {
  const transforms = { seal: () => undefined, open: () => undefined };
  const onState = (state: string) => {
    if (state === 'disconnected') isBroken = true;
    if (state === 'connected' && isBroken) mend();
  };
  media = await openMedia({ attemptId, request, transforms, onState });
};

globalThis.produceData = async channel => {
  await new Promise<void>((resolve, reject) => {
    media.produceData(channel, { onOpen: resolve }).catch(reject);
  });
  return dataProducerIds.get(channel) ?? '';
};

globalThis.consumeData = async (dataProducerId, reply) => {
  const opened: SfuValue<'data_consumer.open'> = await bound('data_consumer.open', { dataProducerId });
  const answer = reply && (await media.produceData(reply));
  const onMessage = (bytes: Uint8Array<ArrayBuffer>) => {
    // every byte is the message's number modulo 251, so that a mixed-up or torn message shows
    const whole = bytes.every(byte => byte === sizes.length % 251);
    sizes.push(whole ? bytes.length : -1);
    heard();
    answer?.send(bytes);
  };
  const notice = { ...opened, attemptId, participant: 'customer' } as const;
  await new Promise<void>((resolve, reject) => {
    media.consumeData(notice, { onMessage, onOpen: resolve }).catch(reject);
  });
  // notices may come twice: nothing may come twice for that, and whoever waits for the channel learns that it is open
  await new Promise<void>((resolve, reject) => {
    media.consumeData(notice, { onMessage, onOpen: resolve }).catch(reject);
  });
};

globalThis.sendData = async (channel, lengths) => {
  const sender = await media.produceData(channel);
  try {
    lengths.forEach((length, index) => sender.send(new Uint8Array(length).fill(index % 251)));
    return 'sent';
  } catch (error) {
    return String(error);
  }
};

globalThis.received = async least => {
  while (sizes.length < least) await new Promise<void>(resolve => (heard = resolve));
  return sizes;
};

globalThis.speak = async () => {
  const voice = await navigator.mediaDevices.getUserMedia({ audio: true });
  const [track] = voice.getAudioTracks();
  if (!track) throw new Error('no voice');
  await media.produce('microphone', track);
  await media.replace('microphone', track);
};

globalThis.connection = () => readConnection(media);
globalThis.mended = () => whole;
globalThis.drained = async channel => {
  const sender = await media.produceData(channel);
  while (sender.bufferedAmount() > 0) await new Promise(resolve => setTimeout(resolve, 20));
};
