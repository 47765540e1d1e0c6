import { E2eeError } from './errors.ts';

/** Bytes that own a plain ArrayBuffer, as WebCrypto and transfers want them. */
export type Bytes = Uint8Array<ArrayBuffer>;

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

/** The UTF-8 bytes of a string. */
export const utf8 = (text: string): Bytes => encoder.encode(text);

/** The string of UTF-8 bytes; throws `malformed` if they are not UTF-8. */
export function fromUtf8(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw new E2eeError('malformed', 'not UTF-8');
  }
}

/** All parts one after another, in a new buffer. */
export function concat(...parts: Uint8Array[]): Bytes {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** A big-endian unsigned number in `size` bytes; up to 2⁵³ − 1, so that a Number holds it exactly. */
export function uint(value: number, size: number): Bytes {
  const out = new Uint8Array(size);
  let rest = value;
  for (let i = size - 1; i >= 0; i--) {
    out[i] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  return out;
}

/** `lp(x)` of the specification: each part behind its 4-byte length. */
export const lengthPrefixed = (...parts: Uint8Array[]): Bytes =>
  concat(...parts.flatMap(part => [uint(part.length, 4), part]));

/** Bytes from the system's random source. */
export const randomBytes = (length: number): Bytes => crypto.getRandomValues(new Uint8Array(length));

/** Overwrites secrets. JavaScript may have copied them before; this shortens their life, no more. */
export function wipe(...secrets: Uint8Array[]): void {
  for (const secret of secrets) secret.fill(0);
}

/** Equal or not, in a time that depends on the length alone. */
export function equal(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let i = 0; i < a.length; i++) difference |= (a[i] ?? 0) ^ (b[i] ?? 0);
  return difference === 0;
}

/** Lower-case hexadecimal. */
export const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');

/** Bytes of a hexadecimal string; throws `malformed`. */
export function fromHex(hex: string): Bytes {
  if (!/^([0-9a-f]{2})*$/i.test(hex)) throw new E2eeError('malformed', 'not hexadecimal');
  return Uint8Array.from(hex.match(/../g) ?? [], pair => parseInt(pair, 16));
}

/** RFC 4648 section 5, without padding. */
export function toBase64Url(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += 8192)
    binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** Strict RFC 4648 section 5: no padding, no other alphabet, one encoding a value; throws `malformed`. */
export function fromBase64Url(text: string): Bytes {
  if (!/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1)
    throw new E2eeError('malformed', 'not base64url');
  const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), c => c.charCodeAt(0));
  if (toBase64Url(bytes) !== text) throw new E2eeError('malformed', 'not canonical base64url');
  return bytes;
}
