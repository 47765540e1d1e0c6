import type { Bytes } from '../bytes.ts';
import { E2eeError } from '../errors.ts';
import { openFrameAt, sealFrame, type SFrameReceiver, type SFrameSender } from '../sframe/context.ts';
import { decodeHeader, type Uint64 } from '../sframe/header.ts';
import { clearLength } from './vp8.ts';

/** What a track shows, with the byte that stands for it in the metadata (SPEC 4). */
export const SLOT = { microphone: 1, camera: 2 } as const;
export type TrackSlot = keyof typeof SLOT;

/** How many bytes of the frame stay clear; negative if there are not as many. */
function clearLengthIn(frame: Bytes, slot: TrackSlot): number {
  const clear = slot === 'camera' ? clearLength(frame) : 0;
  return frame.length === 0 || frame.length < clear ? -1 : clear;
}

const tooShort = (): Promise<never> => Promise.reject(new E2eeError('frame_too_short'));

const LABEL = { microphone: Uint8Array.of(SLOT.microphone), camera: Uint8Array.of(SLOT.camera) } as const;

/* Neither is an async function: each of those costs a frame further turns of the microtasks. */

/**
 * Seals an encoded frame: `clear ‖ SFrame header ‖ ciphertext ‖ tag`, in one new buffer.
 * @throws E2eeError `frame_too_short`, `counter_exhausted`
 */
export function protectFrame(frame: Bytes, slot: TrackSlot, sender: SFrameSender): Promise<Bytes> {
  const clear = clearLengthIn(frame, slot);
  if (clear < 0) return tooShort();
  if (clear === 0) return sealFrame(sender, LABEL[slot], frame);
  return sealFrame(sender, LABEL[slot], frame.subarray(clear), frame.subarray(0, clear));
}

/**
 * Opens a sealed frame with the key that `find` gives for its KID.
 * @throws E2eeError `frame_too_short`, `malformed`, `replayed`, `not_authentic`, and what `find` throws
 */
export function openFrame(
  frame: Bytes,
  slot: TrackSlot,
  find: (kid: Uint64) => SFrameReceiver,
): Promise<Bytes> {
  const clear = clearLengthIn(frame, slot);
  return clear < 0 ? tooShort() : openFrameAt(frame, clear, LABEL[slot], find);
}

/** The KID of a sealed frame, unverified; for statistics and tests. */
export const kidOf = (frame: Bytes, slot: TrackSlot): Uint64 =>
  decodeHeader(frame, Math.max(0, clearLengthIn(frame, slot))).kid;
