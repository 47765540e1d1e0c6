/* The media worker as it is, with a look at every frame on its way in and out of the sending transforms. */
import { runMediaWorker, type WorkerScope } from '../src/media/worker-main.ts';
import { clearLength, isKeyFrame, keyFrameSize } from '../src/media/vp8.ts';
import type { EncodedFrame } from '../src/media/transform.ts';
import type { TransformOptions } from '../src/index.ts';
import { decodeHeader } from '../src/sframe/header.ts';

/** A frame as the encoder made it. */
export interface EncodedNote {
  slot: TransformOptions['slot'];
  bytes: number;
  /** What the browser says of a camera frame, and what the bytes say. */
  said?: { key: boolean; width?: number; height?: number };
  read?: { key: boolean; width?: number; height?: number };
}

/** A frame that left the worker. */
export interface SealedNote {
  slot: TransformOptions['slot'];
  kid: number;
  counter: number;
  bytes: number;
  /** The stream (simulcast layer) that it belongs to. */
  stream: number;
}

export interface Notes {
  type: 'notes';
  encoded: EncodedNote[];
  sealed: SealedNote[];
}

interface Metadata {
  width?: number;
  height?: number;
  synchronizationSource?: number;
}
const metadataOf = (frame: EncodedFrame): Metadata => frame.getMetadata() as object;

interface Transformer {
  readable: ReadableStream<EncodedFrame>;
  writable: WritableStream<EncodedFrame>;
  options: TransformOptions;
  generateKeyFrame: () => Promise<unknown>;
}

const encoded: EncodedNote[] = [];
const sealed: SealedNote[] = [];

function noteEncoded({ slot }: TransformOptions, frame: EncodedFrame): void {
  const bytes = new Uint8Array(frame.data);
  if (slot === 'microphone') {
    encoded.push({ slot, bytes: bytes.length });
    return;
  }
  const { width, height } = metadataOf(frame);
  const size = { ...(width === undefined ? {} : { width }), ...(height === undefined ? {} : { height }) };
  encoded.push({
    slot,
    bytes: bytes.length,
    said: { key: frame.type === 'key', ...size },
    read: { key: isKeyFrame(bytes), ...keyFrameSize(bytes) },
  });
}

function noteSealed({ slot }: TransformOptions, frame: EncodedFrame): void {
  const bytes = new Uint8Array(frame.data);
  const { kid, ctr } = decodeHeader(bytes, slot === 'camera' ? clearLength(bytes) : 0);
  sealed.push({
    slot,
    kid: Number(kid),
    counter: Number(ctr),
    bytes: bytes.length,
    stream: metadataOf(frame).synchronizationSource ?? 0,
  });
}

/** A stage that only looks. */
const look = (note: (frame: EncodedFrame) => void) =>
  new TransformStream<EncodedFrame, EncodedFrame>({
    transform: (frame, controller) => {
      note(frame);
      controller.enqueue(frame);
    },
  });

function watched(transformer: Transformer): object {
  const { options } = transformer;
  if (options.direction !== 'send') return transformer;
  const out = look(frame => noteSealed(options, frame));
  void out.readable.pipeTo(transformer.writable).catch(() => undefined);
  return {
    options,
    readable: transformer.readable.pipeThrough(look(frame => noteEncoded(options, frame))),
    writable: out.writable,
    generateKeyFrame: () => transformer.generateKeyFrame(),
  };
}

const scope: WorkerScope = {
  postMessage: message => globalThis.postMessage(message),
  addEventListener: (type: string, listener: (event: never) => void) => {
    addEventListener(type, event => {
      if (type !== 'rtctransform') listener(event as never);
      else
        listener({
          transformer: watched((event as unknown as { transformer: Transformer }).transformer),
        } as never);
    });
  },
};
runMediaWorker(scope);
addEventListener('message', ({ data }: MessageEvent<{ type: string }>) => {
  if (data.type === 'get-notes') globalThis.postMessage({ type: 'notes', encoded, sealed } satisfies Notes);
});
