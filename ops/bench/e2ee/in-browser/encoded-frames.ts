import type { Bytes, TrackSlot } from '@visavis/e2ee';
import type { Transform } from './transforms.ts';

/** What a transform reads of a frame that an encoder made (WebRTC Encoded Transform, sections 5.4 and 5.5). */
interface EncodedFrame {
  data: ArrayBuffer;
  timestamp: number;
  type?: 'key' | 'delta';
  getMetadata: () => (typeof METADATA)[TrackSlot];
}

const METADATA = {
  camera: { mimeType: 'video/VP8', payloadType: 96, synchronizationSource: 0x1001, rtpTimestamp: 0 },
  microphone: { mimeType: 'audio/opus', payloadType: 111, synchronizationSource: 0x2002, rtpTimestamp: 0 },
} as const;
const METADATA_OF = { camera: () => METADATA.camera, microphone: () => METADATA.microphone } as const;

interface Controller {
  enqueue: (frame: EncodedFrame) => void;
}
/** What a worker gives to the TransformStream between a track's encoder and its packets. */
export type StreamTransform = (frame: EncodedFrame, controller: Controller) => Promise<void>;

const isKeyFrame = (frame: Bytes): boolean => ((frame[0] ?? 0) & 1) === 0;

function encodedFrame(frame: Bytes, slot: TrackSlot, timestamp: number): EncodedFrame {
  const base = { data: frame.buffer, timestamp, getMetadata: METADATA_OF[slot] };
  // only pictures have a type, and there are transforms that tell pictures by it
  return slot === 'camera' ? { ...base, type: isKeyFrame(frame) ? 'key' : 'delta' } : base;
}

/**
 * Calls the functions that a worker gave to its streams as the stream itself would, one frame after the other.
 * @throws if a frame was dropped
 */
export function throughStreams(
  send: Record<TrackSlot, StreamTransform>,
  receive: Record<TrackSlot, StreamTransform>,
): Transform {
  const passed: ArrayBuffer[] = [];
  let timestamp = 0;
  const controller: Controller = { enqueue: ({ data }) => void passed.push(data) };
  const pass = async (transform: StreamTransform, frame: Bytes, slot: TrackSlot): Promise<Bytes> => {
    passed.length = 0;
    await transform(encodedFrame(frame, slot, (timestamp += 960)), controller);
    const [data] = passed;
    if (!data) throw new Error(`a frame of the ${slot} was dropped`);
    return new Uint8Array(data);
  };
  return {
    seal: (frame, slot) => pass(send[slot], frame, slot),
    open: (sealed, slot) => pass(receive[slot], sealed, slot),
  };
}

/** Streams through which no frame comes: what a worker wants to do with frames is called directly. */
const readable = { pipeThrough: () => ({ pipeTo: () => new Promise<void>(() => undefined) }) };

/** Attaches a transform by `attach` and returns the function that it gave to its TransformStream. */
export async function caughtTransform(
  attach: (streams: { readable: ReadableStream; writable: WritableStream }) => void | Promise<void>,
): Promise<StreamTransform> {
  const original = globalThis.TransformStream;
  let caught: StreamTransform | undefined;
  const catching = function ({ transform }: { transform: StreamTransform }) {
    caught = transform;
  };
  globalThis.TransformStream = catching as unknown as typeof TransformStream;
  try {
    await attach({ readable: readable as unknown as ReadableStream, writable: new WritableStream() });
  } finally {
    globalThis.TransformStream = original;
  }
  if (!caught) throw new Error('no transform was attached');
  return caught;
}
