import { concat, utf8, wipe, type Bytes } from '../bytes.ts';
import { importAeadKeys, type AeadKeys } from './aead.ts';
import { writeUint, type Uint64 } from './header.ts';
import { NONCE_LENGTH, type SFrameSuite } from './suites.ts';

/** What a KID stands for: the AEAD's keys and the salt that turns counters into nonces. */
export interface SFrameKey {
  kid: Uint64;
  aead: AeadKeys;
  salt: Bytes;
}

/** RFC 9605 section 4.4.2: the HKDF label of a key or salt. */
export function sframeLabel(text: 'key' | 'salt', kid: Uint64, suite: SFrameSuite): Bytes {
  const tail = new Uint8Array(10);
  writeUint(tail, 0, 8, kid);
  writeUint(tail, 8, 2, suite.id);
  return concat(utf8(`SFrame 1.0 Secret ${text} `), tail);
}

/** Derived key and salt as bytes; `deriveSFrameKey` is what callers want. */
export async function deriveSFrameSecrets(
  suite: SFrameSuite,
  kid: Uint64,
  baseKey: Bytes,
): Promise<{ key: Bytes; salt: Bytes }> {
  const base = await crypto.subtle.importKey('raw', baseKey, 'HKDF', false, ['deriveBits']);
  const expand = async (info: Bytes, length: number): Promise<Bytes> => {
    const params: HkdfParams = { name: 'HKDF', hash: suite.hash, salt: new Uint8Array(0), info };
    return new Uint8Array(await crypto.subtle.deriveBits(params, base, length * 8));
  };
  return {
    key: await expand(sframeLabel('key', kid, suite), suite.keyLength),
    salt: await expand(sframeLabel('salt', kid, suite), NONCE_LENGTH),
  };
}

/** The key of `kid` from its base key (RFC 9605 section 4.4.2). The derived bytes are overwritten; the base key is the caller's. */
export async function deriveSFrameKey(suite: SFrameSuite, kid: Uint64, baseKey: Bytes): Promise<SFrameKey> {
  const { key, salt } = await deriveSFrameSecrets(suite, kid, baseKey);
  const aead = await importAeadKeys(suite, key);
  wipe(key);
  return { kid, aead, salt };
}

/** RFC 9605 section 4.4.3: the salt with the counter, padded to its length, exclusive-ored in; written to `nonce`. */
export function sframeNonce(salt: Bytes, ctr: Uint64, nonce = new Uint8Array(NONCE_LENGTH)): Bytes {
  nonce.fill(0);
  writeUint(nonce, NONCE_LENGTH - 8, 8, ctr);
  for (let i = 0; i < NONCE_LENGTH; i++) nonce[i] = (nonce[i] ?? 0) ^ (salt[i] ?? 0);
  return nonce;
}
