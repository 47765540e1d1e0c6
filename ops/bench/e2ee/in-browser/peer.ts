import 'livekit-client/e2ee-worker';
import type { TrackSlot } from '@visavis/e2ee';
import { caughtTransform, throughStreams, type StreamTransform } from './encoded-frames.ts';
import type { Transform } from './transforms.ts';

/** The worker's own way to its page: importing it made this scope an encryption worker. */
const scope = globalThis as unknown as {
  postMessage: (message: { kind: string }) => void;
  onmessage: (event: { data: unknown }) => void;
  onrtctransform: (event: { transformer: unknown }) => void;
};

const PARTICIPANT = 'sender';
/** livekit-client's defaults, but for a key as long as ours and no search for other keys. */
const KEY_OPTIONS = {
  sharedKey: false,
  ratchetSalt: 'LKFrameEncryptionKey',
  ratchetWindowSize: 0,
  failureTolerance: 10,
  keyringSize: 16,
  keySize: 256,
};

/** Says something to the worker and waits until it has answered with `answer`. */
function tell(kind: string, data: object, answer: string): Promise<void> {
  return new Promise((resolve, reject) => {
    scope.postMessage = message => {
      if (message.kind === answer) resolve();
      if (message.kind === 'error') reject(new Error('the peer reports an error'));
    };
    scope.onmessage({ data: { kind, data } });
  });
}

const enable = () => tell('enable', { enabled: true, participantIdentity: PARTICIPANT }, 'enable');

const transform = (kind: 'encode' | 'decode', slot: TrackSlot): Promise<StreamTransform> =>
  caughtTransform(async streams => {
    const options = {
      kind,
      participantIdentity: PARTICIPANT,
      trackId: `${kind}-${slot}`,
      ...(slot === 'camera' ? { codec: 'vp8' } : {}),
      hasPacketTrailer: false,
    };
    scope.onrtctransform({ transformer: { ...streams, options } });
    await enable(); // answered in order: the transform stands then
  });

/** The frame cryptor of livekit-client 2, driven by the messages that its room sends, with a key of 256 bits. */
export async function peer(): Promise<Transform> {
  const answer = scope.postMessage;
  const key = await crypto.subtle.importKey(
    'raw',
    crypto.getRandomValues(new Uint8Array(32)),
    'HKDF',
    false,
    ['deriveBits', 'deriveKey'],
  );
  await tell('init', { keyProviderOptions: KEY_OPTIONS, loglevel: 'silent' }, 'initAck');
  scope.onmessage({
    data: {
      kind: 'setKey',
      data: {
        participantIdentity: PARTICIPANT,
        isPublisher: true,
        key,
        keyIndex: 0,
        updateCurrentKeyIndex: true,
      },
    },
  });
  await enable();
  const functions = throughStreams(
    { camera: await transform('encode', 'camera'), microphone: await transform('encode', 'microphone') },
    { camera: await transform('decode', 'camera'), microphone: await transform('decode', 'microphone') },
  );
  scope.postMessage = answer;
  return functions;
}
