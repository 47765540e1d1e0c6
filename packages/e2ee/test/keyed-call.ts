/* For pages of tests: two ends whose wrapping keys are made on the spot, and a call between them. */
import { CONNECTION_SETTINGS, type TransformOptions } from '../src/index.ts';
import { makeEnd, type End } from './end.ts';
import type { Notes } from './watched-worker.ts';

const ROSTER = [
  { index: 0, participant: 'customer' },
  { index: 1, participant: 'agent' },
];

export const slotOf = (kind: string) => (kind === 'video' ? 'camera' : 'microphone');

export const attach = (end: End, of: RTCRtpSender | RTCRtpReceiver, options: TransformOptions): void => {
  of.transform = new RTCRtpScriptTransform(end.worker, options);
};

/** An end and the key it seals its sender key with for the other; given as bytes where the ends are in two browsers. */
export async function joinedEnd(
  index: number,
  keys: Uint8Array<ArrayBuffer>[],
  worker?: string,
): Promise<End> {
  const end = makeEnd(index, worker);
  const [seal, open] = await Promise.all(
    [keys[index], keys[1 - index]].map(key =>
      crypto.subtle.importKey('raw', key ?? new Uint8Array(0), 'AES-GCM', false, ['encrypt', 'decrypt']),
    ),
  );
  if (!seal || !open) throw new Error('no keys');
  end.send({
    type: 'join',
    attempt: 'attempt-1',
    agreementNumber: 1,
    self: index,
    roster: ROSTER,
    peers: [{ index: 1 - index, wrap: { seal, open } }],
  });
  await end.next('sending');
  return end;
}

export const wrapKeys = () => [0, 1].map(() => crypto.getRandomValues(new Uint8Array(32)));

/** A customer that sends and an agent that holds its key. */
export async function twoEnds(): Promise<{ customer: End; agent: End }> {
  const keys = wrapKeys();
  const customer = await joinedEnd(0, keys, '/watched-worker.js');
  const agent = await joinedEnd(1, keys);
  const { sealed } = await customer.next('sealed-key');
  agent.send({ type: 'peer-key', from: 0, sealed });
  await agent.next('receiving');
  return { customer, agent };
}

export function connections(): [RTCPeerConnection, RTCPeerConnection] {
  const [left, right] = [
    new RTCPeerConnection(CONNECTION_SETTINGS),
    new RTCPeerConnection(CONNECTION_SETTINGS),
  ];
  const pass = (from: RTCPeerConnection, to: RTCPeerConnection) => {
    from.onicecandidate = ({ candidate }) => {
      // by place, since mids may differ at the two sides
      if (candidate)
        void to.addIceCandidate({ candidate: candidate.candidate, sdpMLineIndex: candidate.sdpMLineIndex });
    };
  };
  pass(left, right);
  pass(right, left);
  return [left, right];
}

export function onlyVp8(connection: RTCPeerConnection): void {
  const codecs = RTCRtpReceiver.getCapabilities('video')?.codecs ?? [];
  for (const transceiver of connection.getTransceivers())
    if (transceiver.sender.track?.kind === 'video')
      transceiver.setCodecPreferences(codecs.filter(({ mimeType }) => mimeType === 'video/VP8'));
}

/** Opus as SPEC R72 wants it: an encoder follows the far end's description. */
export const constantRate = (sdp: string): string => {
  const type = /a=rtpmap:(\d+) opus\//.exec(sdp)?.[1];
  if (type === undefined) return sdp;
  const line = new RegExp(`a=fmtp:${type} .*`);
  return sdp.replace(line, `a=fmtp:${type} minptime=10;useinbandfec=0;usedtx=0;cbr=1`);
};

export function showOf(stream: MediaStream): HTMLVideoElement {
  const video = document.createElement('video');
  Object.assign(video, { muted: true, autoplay: true, srcObject: stream });
  document.body.append(video);
  return video;
}

/** Asks until it is so; nothing here hangs on how long that takes. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise(resolve => setTimeout(resolve, 50));
}

export async function statsOf(end: End) {
  end.messages.splice(0, end.messages.length, ...end.messages.filter(({ type }) => type !== 'stats'));
  end.send({ type: 'get-stats' });
  return (await end.next('stats')).transforms;
}

/** Frames that a transform passed on, of one slot. */
export async function passed(
  end: End,
  slot: TransformOptions['slot'],
  direction = 'receive',
): Promise<number> {
  const transforms = (await statsOf(end)).filter(one => one.slot === slot && one.direction === direction);
  return transforms.reduce((sum, one) => sum + one.passed, 0);
}

export async function notesOf({ worker }: End): Promise<Notes> {
  return new Promise(resolve => {
    const take = ({ data }: MessageEvent<Notes>) => {
      if ((data.type as string) !== 'notes') return;
      worker.removeEventListener('message', take);
      resolve(data);
    };
    worker.addEventListener('message', take);
    worker.postMessage({ type: 'get-notes' });
  });
}
