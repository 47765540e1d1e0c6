import type { Bytes } from '../bytes.ts';

/** Sizes that microphone frames are padded to: 80 bytes are 20 ms of 32 kbit/s, and each step is 16 kbit/s more. */
const SMALLEST = 80;
const STEP = 40;

/**
 * The bytes that say how long the padding is: each 255 stands for 254 bytes, the last one for itself (RFC 6716, 3.2.5).
 * @param room bytes for them and the padding together, at least 1
 */
const lengthBytes = (room: number): number[] => [
  ...Array<number>(Math.floor((room - 1) / 255)).fill(255),
  (room - 1) % 255,
];

/**
 * Makes an Opus packet longer by padding that decoders skip (RFC 6716, 3.2.5). What cannot be padded (an empty packet,
 * one that has padding) comes back as it is.
 * @param size bytes that the packet is to have; no shorter than it is
 */
export function padOpus(packet: Bytes, size: number): Bytes {
  const [toc, second] = packet;
  if (toc === undefined || packet.length >= size) return packet;
  const code = toc & 3;
  const isCounted = code === 3;
  if (isCounted && (second === undefined || (second & 0x40) !== 0)) return packet;
  // frames, VBR bit: one; two of the same length; two with a length; as it was
  const count = [0x01, 0x02, 0x82, second ?? 0][code] ?? 0;
  const rest = packet.subarray(isCounted ? 2 : 1);
  const room = size - 2 - rest.length;
  const out = new Uint8Array(size);
  out[0] = toc | 3;
  out[1] = count;
  if (room === 0) {
    out.set(rest, 2);
    return out;
  }
  out[1] = count | 0x40;
  const lengths = lengthBytes(room);
  out.set(lengths, 2);
  out.set(rest, 2 + lengths.length);
  return out;
}

/**
 * Gives all packets of a track one size, since sizes betray what is said; encoders that were asked for a constant bit
 * rate need not keep to it (Firefox does not). The size only grows, in steps, where a packet is larger.
 */
export function createSteadySize(): (packet: Bytes) => Bytes {
  let size = SMALLEST;
  return packet => {
    if (packet.length > size) size = Math.ceil(packet.length / STEP) * STEP;
    return padOpus(packet, size);
  };
}
