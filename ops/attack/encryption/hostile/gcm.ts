/**
 * AES-GCM does not commit to its key: for any two keys there are ciphertexts that both accept (Dodis, Grubbs, Ristenpart,
 * Woodage: Fast Message Franking, CRYPTO 2018). GHASH is linear, so that one block can be solved for.
 */
import { createCipheriv } from 'node:crypto';

const R = 0xe1n << 120n;

/** Product in GF(2^128) in the bit order of GCM (NIST SP 800-38D section 6.3). */
function multiply(x: bigint, y: bigint): bigint {
  let [z, v] = [0n, y];
  for (let i = 127n; i >= 0n; i--) {
    if ((x >> i) & 1n) z ^= v;
    v = v & 1n ? (v >> 1n) ^ R : v >> 1n;
  }
  return z;
}

/** x to the power of 2^128 − 2. */
function inverse(x: bigint): bigint {
  let [result, power] = [1n << 127n, x];
  for (let i = 1; i < 128; i++) {
    power = multiply(power, power);
    result = multiply(result, power);
  }
  return result;
}

const toNumber = (block: Uint8Array): bigint => BigInt(`0x${Buffer.from(block).toString('hex') || '0'}`);
const toBlock = (value: bigint): Buffer => Buffer.from(value.toString(16).padStart(32, '0'), 'hex');
const blocksOf = (bytes: Uint8Array): bigint[] =>
  Array.from({ length: Math.ceil(bytes.length / 16) }, (_, i) =>
    toNumber(Buffer.concat([bytes.subarray(i * 16, i * 16 + 16), Buffer.alloc(16)]).subarray(0, 16)),
  );

function encryptBlock(key: Uint8Array, block: Uint8Array): Buffer {
  const cipher = createCipheriv('aes-256-ecb', key, null).setAutoPadding(false);
  return Buffer.concat([cipher.update(block), cipher.final()]);
}

function counterBlock(iv: Uint8Array, counter: number): Buffer {
  const block = Buffer.concat([iv, Buffer.alloc(4)]);
  block.writeUInt32BE(counter, 12);
  return block;
}

const ghash = (h: bigint, blocks: readonly bigint[]): bigint =>
  blocks.reduce((y, block) => multiply(y ^ block, h), 0n);

/** `text` of whole blocks, as it is encrypted from block `from` on. */
function encryptAt(key: Uint8Array, iv: Uint8Array, from: number, text: Buffer): Buffer {
  return Buffer.from(
    text.map((byte, i) => byte ^ (encryptBlock(key, counterBlock(iv, 2 + from + (i >> 4)))[i & 15] ?? 0)),
  );
}

/**
 * One ciphertext with one tag that opens under two keys, to `first` and noise, and to noise and `second`.
 * @param first of whole blocks, as is `second`
 * @returns ciphertext ‖ tag
 */
export function openingTwice(
  keys: readonly [Uint8Array, Uint8Array],
  iv: Uint8Array,
  aad: Uint8Array,
  first: Buffer,
  second: Buffer,
): Uint8Array<ArrayBuffer> {
  const written = Buffer.concat([
    encryptAt(keys[0], iv, 0, first),
    encryptAt(keys[1], iv, first.length / 16, second),
  ]);
  const lengths = Buffer.alloc(16);
  lengths.writeUInt32BE(aad.length * 8, 4);
  lengths.writeUInt32BE((written.length + 16) * 8, 12);
  const tagWith = (key: Uint8Array, solved: bigint): bigint => {
    const h = toNumber(encryptBlock(key, Buffer.alloc(16)));
    const blocks = [...blocksOf(aad), ...blocksOf(written), solved, toNumber(lengths)];
    return ghash(h, blocks) ^ toNumber(encryptBlock(key, counterBlock(iv, 1)));
  };
  // the solved block is the last but one, hence multiplied by H²
  const [h1, h2] = keys.map(key => toNumber(encryptBlock(key, Buffer.alloc(16)))) as [bigint, bigint];
  const slope = multiply(h1, h1) ^ multiply(h2, h2);
  const solved = multiply(tagWith(keys[0], 0n) ^ tagWith(keys[1], 0n), inverse(slope));
  return Uint8Array.from(Buffer.concat([written, toBlock(solved), toBlock(tagWith(keys[0], solved))]));
}
