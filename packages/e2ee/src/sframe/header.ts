import type { Bytes } from '../bytes.ts';
import { E2eeError } from '../errors.ts';

/** An unsigned number up to 2^64−1. Values up to 2^53−1 are always numbers, so that they compare with `===`. */
export type Uint64 = number | bigint;

/** RFC 9605 section 4.3: which key, and which use of it. `length` is that of the encoded header in bytes. */
export interface SFrameHeader {
  kid: Uint64;
  ctr: Uint64;
  length: number;
}

/** The longest header: configuration byte, 8 bytes of KID, 8 of CTR. */
export const MAX_HEADER_LENGTH = 17;

function byteLength(value: Uint64): number {
  let length = 1;
  if (typeof value === 'bigint') for (let rest = value >> 8n; rest > 0n; rest >>= 8n) length++;
  else for (let rest = Math.floor(value / 256); rest > 0; rest = Math.floor(rest / 256)) length++;
  return length;
}

/** Writes `value` big-endian into `length` bytes of `out` from `at`. */
export function writeUint(out: Uint8Array, at: number, length: number, value: Uint64): void {
  if (typeof value === 'bigint') {
    for (let i = length - 1, rest = value; i >= 0; i--, rest >>= 8n) out[at + i] = Number(rest & 255n);
    return;
  }
  let rest = value;
  let i = at + length - 1;
  for (; rest > 0xffffffff; i--, rest = Math.floor(rest / 256)) out[i] = rest % 256;
  for (let low = rest >>> 0; i >= at; i--, low >>>= 8) out[i] = low; // whole numbers of 32 bits, on every frame's way
}

function readUint(bytes: Uint8Array, at: number, length: number): Uint64 {
  let value = 0;
  for (let i = 0; i < length; i++) value = value * 256 + (bytes[at + i] ?? 0);
  if (value <= Number.MAX_SAFE_INTEGER) return value;
  let exact = 0n;
  for (let i = 0; i < length; i++) exact = (exact << 8n) | BigInt(bytes[at + i] ?? 0);
  return exact;
}

/** The header's bytes, each number in as few as it needs (RFC 9605 section 4.3). */
export function encodeHeader(kid: Uint64, ctr: Uint64): Bytes {
  const kidLength = kid < 8 ? 0 : byteLength(kid);
  const ctrLength = ctr < 8 ? 0 : byteLength(ctr);
  const out = new Uint8Array(1 + kidLength + ctrLength);
  const kidBits = kidLength === 0 ? Number(kid) : 8 | (kidLength - 1);
  const ctrBits = ctrLength === 0 ? Number(ctr) : 8 | (ctrLength - 1);
  out[0] = (kidBits << 4) | ctrBits;
  writeUint(out, 1, kidLength, kid);
  writeUint(out, 1 + kidLength, ctrLength, ctr);
  return out;
}

/**
 * Reads the header that starts at `at`.
 * @throws E2eeError `malformed` if the bytes end too early
 */
export function decodeHeader(bytes: Uint8Array, at = 0): SFrameHeader {
  const config = bytes[at];
  if (config === undefined) throw new E2eeError('malformed', 'no SFrame header');
  const kidLength = config & 0x80 ? ((config >> 4) & 7) + 1 : 0;
  const ctrLength = config & 0x08 ? (config & 7) + 1 : 0;
  const length = 1 + kidLength + ctrLength;
  if (at + length > bytes.length) throw new E2eeError('malformed', 'SFrame header cut short');
  return {
    kid: kidLength === 0 ? (config >> 4) & 7 : readUint(bytes, at + 1, kidLength),
    ctr: ctrLength === 0 ? config & 7 : readUint(bytes, at + 1 + kidLength, ctrLength),
    length,
  };
}
