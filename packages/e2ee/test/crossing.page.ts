/* Runs in each of two browsers: one end of a call that sends camera and voice and takes the other's. */
import { CONNECTION_SETTINGS, fromBase64Url, toBase64Url } from '../src/index.ts';
import { encodeHeader } from '../src/sframe/header.ts';
import type { End } from './end.ts';
import {
  attach,
  constantRate,
  joinedEnd,
  notesOf,
  passed,
  showOf,
  slotOf,
  statsOf,
  until,
} from './keyed-call.ts';

let end: End;
let connection: RTCPeerConnection;
const shown = new MediaStream();
let video: HTMLVideoElement;
/** Pictures that were put on the screen. Firefox does not count those of a call in its playback quality. */
let pictures = 0;
const countPictures = () =>
  void video.requestVideoFrameCallback(() => {
    pictures += 1;
    countPictures();
  });

/**
 * The end, with devices open; nothing is sent yet.
 * @param keys wrapping keys of customer and agent, base64url
 * @returns the sealed sender key for the other end
 */
async function prepare(index: number, keys: string[]): Promise<string> {
  end = await joinedEnd(index, keys.map(fromBase64Url), '/watched-worker.js');
  connection = new RTCPeerConnection(CONNECTION_SETTINGS);
  video = showOf(shown);
  countPictures();
  connection.ontrack = ({ receiver, track }) => {
    attach(end, receiver, { direction: 'receive', slot: slotOf(track.kind), index: 1 - index });
    shown.addTrack(track);
  };
  const { sealed } = await end.next('sealed-key');
  return toBase64Url(sealed);
}

/** A sender key for the same KID that is not the one this end seals with. */
async function impostorKey(index: number, keys: string[]): Promise<string> {
  const { sealed } = await (await joinedEnd(index, keys.map(fromBase64Url))).next('sealed-key');
  return toBase64Url(sealed);
}

async function takeKey(from: number, sealed: string): Promise<void> {
  end.send({ type: 'peer-key', from, sealed: fromBase64Url(sealed) });
  await end.next('receiving');
}

/**
 * VP8 alone and Opus at constant rate. By hand: with `setCodecPreferences` Firefox leaves feedback lines of the other
 * codecs in, which Chromium refuses.
 */
function negotiated(sdp: string): string {
  const vp8 = /a=rtpmap:(\d+) VP8/.exec(sdp)?.[1] ?? '';
  const [session = '', ...media] = constantRate(sdp).split(/(?=^m=)/m);
  const plain = media.map(section =>
    !section.startsWith('m=video')
      ? section
      : section
          .replace(/^(m=video \d+ \S+) .*/, `$1 ${vp8}`)
          .split('\r\n')
          .filter(line => (/^a=(?:rtpmap|fmtp|rtcp-fb):(\d+)/.exec(line)?.[1] ?? vp8) === vp8)
          .join('\r\n'),
  );
  return session + plain.join('');
}

async function addTracks(): Promise<void> {
  const media = await navigator.mediaDevices.getUserMedia({
    video: { width: 640, height: 480, frameRate: 15 },
    audio: true,
  });
  for (const track of media.getTracks())
    attach(end, connection.addTrack(track, media), {
      direction: 'send',
      slot: slotOf(track.kind),
      index: end.index,
    });
}

/** The local description once all addresses are in it. */
async function described(): Promise<string> {
  await connection.setLocalDescription();
  await until(() => connection.iceGatheringState === 'complete');
  return connection.localDescription?.sdp ?? '';
}

async function offer(): Promise<string> {
  await addTracks();
  return described();
}

async function answer(sdp: string): Promise<string> {
  await connection.setRemoteDescription({ type: 'offer', sdp: negotiated(sdp) });
  await addTracks();
  return described();
}

const accept = (sdp: string) => connection.setRemoteDescription({ type: 'answer', sdp: negotiated(sdp) });

const droppedWith = async (code: 'not_authentic') =>
  (await statsOf(end)).reduce((sum, one) => sum + (one.dropped[code] ?? 0), 0);

/** Without the header, which grows with the counter. */
const voices = async () =>
  (await notesOf(end)).sealed
    .filter(({ slot }) => slot === 'microphone')
    .map(({ bytes, kid, counter }) => bytes - encodeHeader(kid, counter).length);

const result = async () => ({
  transforms: await statsOf(end),
  shown: pictures,
  /** Of its own voice's frames as they left, in bytes. */
  voiceSizes: [...new Set(await voices())],
  size: `${video.videoWidth}x${video.videoHeight}`,
});

/** After that many frames of the other's camera and voice were opened, and a picture is there. */
async function opened(frames: number) {
  await until(async () => (await passed(end, 'camera')) >= frames);
  await until(async () => (await passed(end, 'microphone')) >= frames);
  await until(() => pictures > 0);
  return result();
}

/** After that many frames did not open. */
async function refused(frames: number) {
  await until(async () => (await droppedWith('not_authentic')) >= frames);
  return result();
}

const crossing = { prepare, impostorKey, takeKey, offer, answer, accept, opened, refused };
Object.assign(globalThis, { crossing });
export type Crossing = typeof crossing;
