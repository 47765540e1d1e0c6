import { CONNECTION_SETTINGS } from '@visavis/e2ee';
import { Device, type types } from 'mediasoup-client';
import type { Body, Notice, Reply, Slot, callNotices, callRequests } from '@visavis/protocol';
import { allowedTrack, announced, mustBeAllowed, strictCapabilities } from './codecs.ts';
import { dataChannels, type DataChannels } from './data-channels.ts';
import { keepConnected } from './keep-connected.ts';

type CallRequests = typeof callRequests;
/** How requests reach signaling; see `requester`. */
export type CallRequest = <Event extends keyof CallRequests>(
  event: Event,
  body: Body<CallRequests, Event>,
) => Promise<Reply<CallRequests, Event>>;

export type ConsumerNotice = Notice<typeof callNotices, 'call:consumer'>;

/** Where the encryption attaches: called before a track's first packet, on the sender or receiver that carries it. */
export type TrackTransforms = {
  seal: (slot: Slot, sender: RTCRtpSender) => void;
  open: (notice: ConsumerNotice, receiver: RTCRtpReceiver) => void;
};

/** One end's two transports and what runs over them. */
export type Media = {
  /** How often this end has joined the attempt. */
  generation: number;
  /** Opens a slot for a track, whose frames the worker gets from then on. The codec is VP8 or Opus, anything else fails. */
  produce: (slot: Slot, track: MediaStreamTrack) => Promise<void>;
  /** Sends a track in its slot, instead of the one before if there is one; keys and counters go on as they were. */
  replace: (slot: Slot, track: MediaStreamTrack) => Promise<void>;
  /** Starts the encoder of a slot anew, with a key frame. */
  renew: (slot: Slot) => Promise<void>;
  /** Takes a track of the other end. The consumer still has to be resumed. */
  consume: (notice: ConsumerNotice) => Promise<MediaStreamTrack>;
  resume: (notice: ConsumerNotice) => Promise<void>;
  /** Asks the other end for a key frame, as after a change of keys. */
  requestKeyFrames: () => Promise<void>;
  /** What the browser counts of the two transports. */
  statistics: () => Promise<Record<'send' | 'receive', RTCStatsReport>>;
  close: () => void;
} & DataChannels;

type MediaOptions = {
  attemptId: string;
  request: CallRequest;
  transforms: TrackTransforms;
  /** A change of one transport's state; `failed` once its connection could not be mended. */
  onState: (state: types.ConnectionState, areAllConnected: boolean) => void;
};

/** Constant bit rate without DTX: sizes and pauses of packets betray speech. `strictCapabilities` adds `cbr=1`. */
const voice: types.ProducerCodecOptions = { opusStereo: false, opusDtx: false, opusFec: false };

/** 720p in good quality; the encoder goes lower by itself where the network cannot carry it. */
const picture: types.RtpEncodingParameters[] = [{ maxBitrate: 2_500_000 }];
const startBitrate: types.ProducerCodecOptions = { videoGoogleStartBitrate: 1200 };

/**
 * Joins an attempt's media and attaches `transforms` to every track.
 * @throws RequestError as `request` does; Error when the browser has no usable WebRTC
 */
export async function openMedia({ attemptId, request, transforms, onState }: MediaOptions): Promise<Media> {
  const joined = await request('call:join', { attemptId });
  const device = await Device.factory();
  await device.load({ routerRtpCapabilities: strictCapabilities(joined.routerRtpCapabilities) });
  const options = (description: typeof joined.send) =>
    ({
      ...description,
      iceServers: joined.iceServers,
      additionalSettings: CONNECTION_SETTINGS,
    }) as unknown as types.TransportOptions;
  const send = device.createSendTransport(options(joined.send));
  const receive = device.createRecvTransport(options(joined.receive));
  const producers = new Map<Slot, types.Producer>();
  const consumers = new Map<string, types.Consumer>();
  const running = new Set<string>();

  for (const transport of [send, receive]) {
    transport.on('connect', ({ dtlsParameters }, succeed, fail) => {
      request('call:connect', {
        attemptId,
        direction: transport.direction === 'send' ? 'send' : 'receive',
        dtlsParameters,
      }).then(succeed, fail);
    });
    keepConnected(transport, {
      restart: number => restartIce(transport, number, attemptId, request),
      report: state =>
        onState(state, send.connectionState === 'connected' && receive.connectionState === 'connected'),
    });
  }
  announceTracks(send, attemptId, request);
  const data = dataChannels({ attemptId, request, send, receive });
  await request('call:receive', { attemptId, rtpCapabilities: device.recvRtpCapabilities });

  return {
    generation: joined.generation,
    produce: async (slot, track) => {
      const producer = await send.produce({
        track,
        stopTracks: false,
        disableTrackOnPause: false,
        zeroRtpOnPause: false,
        codecOptions: slot === 'microphone' ? voice : startBitrate,
        ...(slot === 'camera' ? { encodings: picture } : {}),
        appData: { slot },
        onRtpSender: sender => transforms.seal(slot, sender),
      });
      producers.set(slot, producer);
    },
    replace: async (slot, track) => {
      await producers.get(slot)?.replaceTrack({ track });
    },
    renew: slot => renewEncoder(producers.get(slot)),
    consume: async notice => {
      const rtpParameters = allowedTrack(notice);
      const consumer = await receive.consume({
        id: notice.consumerId,
        producerId: notice.producerId,
        kind: notice.kind,
        rtpParameters: rtpParameters as unknown as types.RtpParameters,
        onRtpReceiver: receiver => transforms.open(notice, receiver),
      });
      consumers.set(notice.consumerId, consumer);
      return consumer.track;
    },
    resume: async ({ consumerId }) => {
      running.add(consumerId);
      await request('call:resume', { attemptId, consumerId });
    },
    requestKeyFrames: async () => {
      const pictures = [...consumers.values()].filter(({ id, kind }) => kind === 'video' && running.has(id));
      await Promise.all(pictures.map(({ id }) => request('call:key_frame', { attemptId, consumerId: id })));
    },
    ...data,
    statistics: async () => ({ send: await send.getStats(), receive: await receive.getStats() }),
    close: () => {
      send.close();
      receive.close();
    },
  };
}

async function renewEncoder(producer: types.Producer | undefined): Promise<void> {
  const track = producer?.track ?? null;
  await producer?.replaceTrack({ track: null });
  await producer?.replaceTrack({ track });
}

async function restartIce(
  { direction }: types.Transport,
  number: number,
  attemptId: string,
  request: CallRequest,
): Promise<types.IceParameters> {
  const sent = { attemptId, direction: direction === 'send' ? 'send' : 'receive', number } as const;
  const { iceParameters } = await request('call:restart_ice', sent);
  return iceParameters as unknown as types.IceParameters;
}

/** Tells the server of a track only when what was negotiated for it keeps the media rules. */
function announceTracks(send: types.Transport, attemptId: string, request: CallRequest): void {
  send.on('produce', ({ kind, rtpParameters, appData }, succeed, fail) => {
    const slot = appData.slot as Slot;
    const announce = async () =>
      request('call:produce', {
        attemptId,
        slot,
        rtpParameters: mustBeAllowed(slot, kind, announced(rtpParameters)),
      });
    announce().then(({ producerId }) => succeed({ id: producerId }), fail);
  });
}
