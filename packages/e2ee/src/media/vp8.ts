/** RFC 6386 section 9.1: the frame tag is 3 bytes; on key frames a start code and the size follow, 7 bytes. */
const KEY_FRAME_HEADER = 10;
const DELTA_FRAME_HEADER = 3;

/** Whether a VP8 frame is a key frame: the P bit is 0. */
export const isKeyFrame = (frame: Uint8Array): boolean => frame.length > 0 && ((frame[0] ?? 1) & 1) === 0;

/** The bytes left clear for the SFU and the packetiser; from the P bit alone, never from an untrusted field (R18). */
export const clearLength = (frame: Uint8Array): number =>
  isKeyFrame(frame) ? KEY_FRAME_HEADER : DELTA_FRAME_HEADER;

/** Width and height in pixels of a key frame, or undefined if it is none. */
export function keyFrameSize(frame: Uint8Array): { width: number; height: number } | undefined {
  const startCode = frame[3] === 0x9d && frame[4] === 0x01 && frame[5] === 0x2a;
  if (!isKeyFrame(frame) || frame.length < KEY_FRAME_HEADER || !startCode) return undefined;
  const field = (at: number) => ((frame[at] ?? 0) | ((frame[at + 1] ?? 0) << 8)) & 0x3fff;
  return { width: field(6), height: field(8) };
}
