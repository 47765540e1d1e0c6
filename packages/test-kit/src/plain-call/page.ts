import { mediaCodecs, opusParameters } from '@visavis/protocol';
import { Device } from 'mediasoup-client';
import type { types } from 'mediasoup-client';
import { io, type Socket } from 'socket.io-client';
import { camera, firstPictureOf, now } from '../bare-signaling/end.ts';

/**
 * A page that is one end of a call in clear: the baseline of what encryption adds to setting a call up. Codecs, bit
 * rates and the order of preparing are the product's; tracks start as soon as the call is accepted.
 */
const prepared = Promise.withResolvers<void>();
const firstPicture = Promise.withResolvers<number>();
const accepted = Promise.withResolvers<void>();
let socket: Socket;

interface Answer {
  ok: boolean;
  value: never;
}

async function open(attemptId: string, role: 'customer' | 'agent'): Promise<void> {
  const local = await camera();
  socket = io({ transports: ['websocket'], auth: { attemptId, role } });
  await new Promise<void>(resolve => socket.once('connect', resolve));
  socket.on('call:accepted', () => accepted.resolve());
  const request = async (event: string, body: object): Promise<never> => {
    const answer = (await socket.emitWithAck(event, { attemptId, ...body })) as Answer;
    if (!answer.ok) throw new Error(`${event} was refused`);
    return answer.value;
  };
  void prepare(local, request);
}

type Request = (event: string, body: object) => Promise<never>;
interface Joined {
  routerRtpCapabilities: types.RtpCapabilities;
  send: types.TransportOptions;
  receive: types.TransportOptions;
}
interface Codec {
  mimeType: string;
  parameters?: object;
}

/** Voice as the SFU lets it through, the same as in an encrypted call. */
const withVoice = <Described extends { codecs?: Codec[] }>(described: Described): Described => ({
  ...described,
  codecs: (described.codecs ?? []).map(codec =>
    codec.mimeType.toLowerCase() === mediaCodecs.audio.mimeType
      ? { ...codec, parameters: { ...codec.parameters, ...opusParameters } }
      : codec,
  ),
});

type ConsumerNotice = types.ConsumerOptions & { consumerId: string };

async function prepare(local: MediaStream, request: Request): Promise<void> {
  const early: ConsumerNotice[] = [];
  let take = (notice: ConsumerNotice): void => void early.push(notice);
  socket.on('call:consumer', (notice: ConsumerNotice) => take(notice));
  const joined: Joined = await request('call:join', {});
  const device = await Device.factory();
  await device.load({ routerRtpCapabilities: withVoice(joined.routerRtpCapabilities) });
  const send = device.createSendTransport(joined.send);
  const receive = device.createRecvTransport(joined.receive);
  for (const transport of [send, receive]) {
    transport.on('connect', ({ dtlsParameters }, done, failed) => {
      const direction = transport.direction === 'send' ? 'send' : 'receive';
      request('call:connect', { direction, dtlsParameters }).then(() => done(), failed);
    });
    transport.on('connectionstatechange', () => {
      if (send.connectionState === 'connected' && receive.connectionState === 'connected') prepared.resolve();
    });
  }
  send.on('produce', ({ rtpParameters, appData }, done, failed) => {
    request('call:produce', { slot: appData['slot'], rtpParameters: withVoice(rtpParameters) }).then(
      ({ producerId }: { producerId: string }) => done({ id: producerId }),
      failed,
    );
  });
  await request('call:receive', { rtpCapabilities: device.recvRtpCapabilities });
  take = notice => void consume(receive, notice, request);
  early.forEach(take);
  const producers = [];
  for (const track of local.getTracks()) track.enabled = false;
  for (const track of local.getTracks()) producers.push({ track, producer: await produce(send, track) });
  await accepted.promise;
  for (const { track, producer } of producers) {
    track.enabled = true;
    await producer.replaceTrack({ track });
  }
}

async function produce(send: types.Transport, track: MediaStreamTrack): Promise<types.Producer> {
  const isCamera = track.kind === 'video';
  const producer = await send.produce({
    track,
    stopTracks: false,
    disableTrackOnPause: false,
    zeroRtpOnPause: false,
    codecOptions: isCamera
      ? { videoGoogleStartBitrate: 1200 }
      : { opusStereo: false, opusDtx: false, opusFec: false },
    ...(isCamera ? { encodings: [{ maxBitrate: 2_500_000 }] } : {}),
    appData: { slot: isCamera ? 'camera' : 'microphone' },
  });
  await producer.replaceTrack({ track: null });
  return producer;
}

async function consume(receive: types.Transport, notice: ConsumerNotice, request: Request): Promise<void> {
  const { track } = await receive.consume({ ...notice, id: notice.consumerId });
  await request('call:resume', { consumerId: notice.consumerId });
  if (track.kind !== 'video') return;
  // a slot is opened with a track: a picture or two come before it is taken off again
  await accepted.promise;
  void firstPictureOf(new MediaStream([track])).then(firstPicture.resolve);
}

globalThis.measuredEnd = {
  open,
  prepared: prepared.promise,
  accept: () => {
    const at = now();
    socket.emit('accept');
    return at;
  },
  firstPicture: firstPicture.promise,
};
