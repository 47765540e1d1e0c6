import { E2eeError } from '../errors.ts';
import type { TrackSlot } from './frame.ts';
import { createSteadySize } from './opus.ts';
import { createRecording } from './recording.ts';
import { createMediaSession, type MediaSession } from './session.ts';
import { pipeFrames, type EncodedFrame } from './transform.ts';
import type { FromWorker, ToWorker, TransformOptions, TransformStats } from './worker-protocol.ts';

/** Sender keys are replaced this often (SPEC 3). */
const ROTATION_MS = 15 * 60_000;

/** RTCRtpScriptTransformer, as far as we use it (WebRTC Encoded Transform section 4). */
interface Transformer {
  readable: ReadableStream<EncodedFrame>;
  writable: WritableStream<EncodedFrame>;
  options: TransformOptions;
  generateKeyFrame?: () => Promise<unknown>;
  sendKeyFrameRequest?: () => Promise<unknown>;
}

/** The parts of a dedicated worker's global scope that the media worker needs. */
export interface WorkerScope {
  postMessage(message: FromWorker): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<ToWorker>) => void): void;
  addEventListener(
    type: 'rtctransform',
    listener: (event: Event & { transformer: Transformer }) => void,
  ): void;
}

/** Runs the media worker: keys, transforms and the recording of one page. */
export function runMediaWorker(scope: WorkerScope): void {
  const transformers = new Set<Transformer>();
  const stats: TransformStats[] = [];
  const clock = () => performance.now();
  const post = (message: FromWorker): void => {
    scope.postMessage(message);
    if (message.type === 'sending') askForKeyFrames(transformers, 'send');
    if (message.type === 'receiving') askForKeyFrames(transformers, 'receive', message.from);
  };
  const session = createMediaSession(post, clock);
  const released = new Set<TrackSlot>();
  const recording = createRecording(post, clock);

  function attach(
    readable: ReadableStream<EncodedFrame>,
    writable: WritableStream<EncodedFrame>,
    options: TransformOptions,
  ): void {
    const isVoice = options.slot === 'microphone' && options.direction === 'send';
    const steady = isVoice ? createSteadySize() : undefined;
    const handler = {
      convert: (frame: Uint8Array<ArrayBuffer>) => {
        if (options.direction === 'send' && !released.has(options.slot)) throw new E2eeError('not_released');
        return session.convert(options, steady?.(frame) ?? frame);
      },
      tap: () => recording.tap(),
      onAttached: () => post({ type: 'attached', options }),
      onFirst: () => post({ type: 'flowing', options }),
    };
    stats.push(pipeFrames(readable, writable, options, handler));
  }

  async function handle(message: ToWorker): Promise<void> {
    switch (message.type) {
      case 'join':
        return session.join(message);
      case 'roster':
        return session.changeRoster(message);
      case 'rotate':
        return session.rotate();
      case 'release':
        released.add(message.slot);
        if (message.slot === 'camera') askForKeyFrames(transformers, 'send');
        return;
      case 'peer-key':
        return session.takePeerKey(message.from, message.sealed);
      case 'seal-data':
        return sealData(session, message, post);
      case 'open-data':
        return openData(session, message, post);
      case 'streams':
        attach(message.readable, message.writable, message.options);
        return;
      case 'record':
        return recording.start(message);
      case 'record-step':
        recording.step(message.step);
        return;
      case 'record-stop':
        return recording.stop();
      case 'get-stats':
        post({ type: 'stats', transforms: stats });
    }
  }

  scope.addEventListener('message', ({ data }) => {
    handle(data).catch((error: unknown) => {
      if (!(error instanceof E2eeError)) throw error;
      post({ type: 'refused', request: data.type, code: error.code });
    });
  });
  scope.addEventListener('rtctransform', ({ transformer }) => {
    transformers.add(transformer);
    attach(transformer.readable, transformer.writable, transformer.options);
  });
  setInterval(() => void session.rotate().catch(() => undefined), ROTATION_MS);
}

/** After a key change a picture can only begin with a key frame. Where a browser refuses, the page's request does it. */
function askForKeyFrames(
  transformers: Iterable<Transformer>,
  direction: TransformOptions['direction'],
  index?: number,
): void {
  for (const transformer of transformers) {
    const { options } = transformer;
    if (options.slot !== 'camera' || options.direction !== direction) continue;
    if (index !== undefined && options.index !== index) continue;
    void transformer.generateKeyFrame?.().catch(() => undefined);
    void transformer.sendKeyFrameRequest?.().catch(() => undefined);
  }
}

async function sealData(
  session: MediaSession,
  { id, channel, payload }: ToWorker & { type: 'seal-data' },
  post: (message: FromWorker) => void,
): Promise<void> {
  try {
    post({ type: 'data-sealed', id, sealed: await session.sealData(channel, payload) });
  } catch (error) {
    if (!(error instanceof E2eeError)) throw error;
    post({ type: 'data-refused', id, code: error.code });
  }
}

async function openData(
  session: MediaSession,
  { from, channel, sealed }: ToWorker & { type: 'open-data' },
  post: (message: FromWorker) => void,
): Promise<void> {
  try {
    await session.openData(from, channel, sealed);
  } catch (error) {
    if (!(error instanceof E2eeError)) throw error;
    post({ type: 'data-dropped', from, code: error.code });
  }
}
