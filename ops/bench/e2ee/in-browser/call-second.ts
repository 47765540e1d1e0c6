import type { Bytes } from '@visavis/e2ee';

/** One second of a 720p call at 30 frames a second with a key frame in it; sizes in bytes. */
const CAMERA = { frames: 30, keyFrame: 40_000, middle: 5_000, smallest: 1_500, largest: 15_000 };
/** Opus at a constant 32 kbit/s in packets of 20 ms. */
const VOICE = { frames: 50, size: 80 };

/** Encoded frames to be sealed. */
export interface CallSecond {
  camera: Bytes[];
  microphone: Bytes[];
}

/** The same numbers in every run, evenly in [0, 1) (Lehmer's generator). */
function evenNumbers(): () => number {
  let state = 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

function frame(size: number, next: () => number, kind?: 'key' | 'delta'): Bytes {
  const bytes = new Uint8Array(size).map(() => Math.floor(next() * 256));
  const first = bytes[0] ?? 0;
  if (kind) bytes[0] = kind === 'key' ? first & 0xfe : first | 1; // VP8's P bit
  return bytes;
}

/** Frames of one second: sizes of delta frames scatter around 5 kB as an encoder's do, a few far above. */
export function callSecond(): CallSecond {
  const next = evenNumbers();
  const deltaSize = () => {
    const normal = Array.from({ length: 12 }, next).reduce((sum, one) => sum + one, -6);
    const size = Math.round(CAMERA.middle * Math.exp(0.4 * normal));
    return Math.min(CAMERA.largest, Math.max(CAMERA.smallest, size));
  };
  const deltas = Array.from({ length: CAMERA.frames - 1 }, () => frame(deltaSize(), next, 'delta'));
  return {
    camera: [frame(CAMERA.keyFrame, next, 'key'), ...deltas],
    microphone: Array.from({ length: VOICE.frames }, () => frame(VOICE.size, next)),
  };
}
