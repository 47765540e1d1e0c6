/** The attacker's own SFrame (RFC 9605, AES_256_GCM_SHA512_128) on Node's crypto, and a look at what frames show. */
import { createCipheriv, hkdfSync } from 'node:crypto';

const uint = (value: number, size: number): Buffer => {
  const out = Buffer.alloc(size);
  out.writeUIntBE(value, size - 6, 6);
  return out;
};

function shortest(value: number): Buffer {
  const bytes = uint(value, 8);
  const first = bytes.findIndex(byte => byte !== 0);
  return bytes.subarray(first === -1 ? 7 : first);
}

function header(kid: number, ctr: number): Buffer {
  const [k, c] = [kid < 8 ? undefined : shortest(kid), ctr < 8 ? undefined : shortest(ctr)];
  const nibbles = [k ? 8 | (k.length - 1) : kid, c ? 8 | (c.length - 1) : ctr];
  return Buffer.concat([
    Buffer.of(((nibbles[0] ?? 0) << 4) | (nibbles[1] ?? 0)),
    k ?? Buffer.alloc(0),
    c ?? Buffer.alloc(0),
  ]);
}

/** What anybody can read of the header of a frame, or undefined if there is none. */
export function readHeader(bytes: Uint8Array): { kid: number; ctr: number; length: number } | undefined {
  const [config] = bytes;
  if (config === undefined) return undefined;
  const kidLength = config & 0x80 ? ((config >> 4) & 7) + 1 : 0;
  const ctrLength = config & 0x08 ? (config & 7) + 1 : 0;
  const length = 1 + kidLength + ctrLength;
  if (bytes.length < length + 16) return undefined;
  const number = (from: number, count: number) =>
    bytes.subarray(from, from + count).reduce((value, byte) => value * 256 + byte, 0);
  return {
    kid: kidLength ? number(1, kidLength) : (config >> 4) & 7,
    ctr: ctrLength ? number(1 + kidLength, ctrLength) : config & 7,
    length,
  };
}

/** Seals a microphone's frame under a key of the attacker's choice, as if it came from `kid`. */
export function forgeVoice(
  baseKey: Uint8Array,
  kid: number,
  ctr: number,
  plaintext: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const derive = (what: 'key' | 'salt', length: number): Buffer => {
    const label = Buffer.concat([Buffer.from(`SFrame 1.0 Secret ${what} `), uint(kid, 8), Buffer.of(0, 5)]);
    return Buffer.from(hkdfSync('sha512', baseKey, Buffer.alloc(0), label, length));
  };
  const nonce = derive('salt', 12);
  uint(ctr, 8).forEach((byte, i) => (nonce[4 + i] = (nonce[4 + i] ?? 0) ^ byte));
  const head = header(kid, ctr);
  const cipher = createCipheriv('aes-256-gcm', derive('key', 32), nonce);
  cipher.setAAD(Buffer.concat([head, Buffer.of(1)]));
  return Uint8Array.from(
    Buffer.concat([head, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]),
  );
}
