import type { Bytes } from '../bytes.ts';
import { E2eeError } from '../errors.ts';
import type { TransformOptions, TransformStats } from './worker-protocol.ts';

/** What both kinds of encoded frames have in common (WebRTC Encoded Transform). */
export interface EncodedFrame {
  data: ArrayBuffer;
  /** RTP timestamp in browsers whose metadata lacks it. */
  timestamp?: number;
  type?: string;
  getMetadata(): { rtpTimestamp?: number; mimeType?: string };
}

/** A frame in clear with its time, as the recorder takes it. The bytes are a copy. */
export interface ClearFrame {
  options: TransformOptions;
  data: Bytes;
  /** 90 kHz for the camera, 48 kHz for microphones; 32 bits, wraps. */
  rtpTimestamp: number;
}

/** What a pipe does with frames. */
export interface PipeHandler {
  /** Seals or opens; whatever it throws drops the frame. */
  convert: (data: Bytes) => Promise<Bytes>;
  /** Where clear frames go besides; undefined if nobody records. */
  tap: () => ((frame: ClearFrame) => void) | undefined;
  /** The first frame has come, whatever becomes of it: the browser does use this transform. */
  onAttached: () => void;
  /** The first frame went through. */
  onFirst: () => void;
}

const rtpTimestamp = (frame: EncodedFrame): number =>
  frame.getMetadata().rtpTimestamp ?? frame.timestamp ?? 0;

/** Only VP8 and Opus are understood; a browser that names another type gets nothing through. */
function checkMimeType(frame: EncodedFrame, options: TransformOptions): void {
  const type = frame.getMetadata().mimeType?.toLowerCase();
  const wanted = options.slot === 'camera' ? 'video/vp8' : 'audio/opus';
  if (type !== undefined && type !== wanted) throw new E2eeError('malformed', 'another codec');
}

/**
 * Pipes encoded frames through `handler.convert`. Fail closed (R22): a frame is passed on only when converted; everything
 * else is dropped and counted.
 * @returns the counters, which go on changing
 */
export function pipeFrames(
  readable: ReadableStream<EncodedFrame>,
  writable: WritableStream<EncodedFrame>,
  options: TransformOptions,
  handler: PipeHandler,
): TransformStats {
  const stats: TransformStats = { ...options, passed: 0, dropped: {} };
  let isAttached = false;
  const transform = async (frame: EncodedFrame, controller: TransformStreamDefaultController) => {
    if (!isAttached) handler.onAttached();
    isAttached = true;
    try {
      if (stats.passed === 0 || frame.type === 'key') checkMimeType(frame, options);
      const input = new Uint8Array(frame.data);
      const output = await handler.convert(input);
      const tap = handler.tap();
      const clear = options.direction === 'send' ? input : output;
      if (tap) tap({ options, data: clear.slice(), rtpTimestamp: rtpTimestamp(frame) });
      frame.data = output.buffer;
      controller.enqueue(frame);
      if (stats.passed++ === 0) handler.onFirst();
    } catch (error) {
      const code = error instanceof E2eeError ? error.code : 'unexpected';
      stats.dropped[code] = (stats.dropped[code] ?? 0) + 1;
    }
  };
  readable
    .pipeThrough(new TransformStream({ transform }))
    .pipeTo(writable)
    .catch(() => undefined); // the track ended; nothing flows any more, which is the safe side
  return stats;
}
