import { concat, equal, type Bytes } from '../bytes.ts';
import { E2eeError } from '../errors.ts';
import { writeUint } from './header.ts';
import type { SFrameSuite } from './suites.ts';

/** The keys of one suite, ready for use. */
export interface AeadKeys {
  suite: SFrameSuite;
  cipher: CryptoKey;
  /** Only for AES-CTR-HMAC. */
  mac?: CryptoKey;
}

/** Imports the derived key bytes of a suite (RFC 9605 sections 4.5.1 and 4.5.2). */
export async function importAeadKeys(suite: SFrameSuite, key: Bytes): Promise<AeadKeys> {
  const raw = (bytes: Bytes, algorithm: AlgorithmIdentifier | HmacImportParams, usages: KeyUsage[]) =>
    crypto.subtle.importKey('raw', bytes, algorithm, false, usages);
  if (suite.aead === 'gcm')
    return { suite, cipher: await raw(key, { name: 'AES-GCM' }, ['encrypt', 'decrypt']) };
  return {
    suite,
    cipher: await raw(key.slice(0, suite.cipherKeyLength), { name: 'AES-CTR' }, ['encrypt', 'decrypt']),
    mac: await raw(key.slice(suite.cipherKeyLength), { name: 'HMAC', hash: suite.hash }, ['sign']),
  };
}

const ctrParams = (nonce: Bytes): AesCtrParams => ({
  name: 'AES-CTR',
  counter: concat(nonce, new Uint8Array(4)),
  length: 32,
});

async function hmacTag(keys: AeadKeys, nonce: Bytes, aad: Bytes, ciphertext: Bytes): Promise<Bytes> {
  if (!keys.mac) throw new TypeError('suite without a MAC key');
  const lengths = new Uint8Array(24);
  writeUint(lengths, 0, 8, aad.length);
  writeUint(lengths, 8, 8, ciphertext.length);
  writeUint(lengths, 16, 8, keys.suite.tagLength);
  const input = concat(lengths, nonce, aad, ciphertext);
  return new Uint8Array(await crypto.subtle.sign('HMAC', keys.mac, input)).slice(0, keys.suite.tagLength);
}

async function sealCtrHmac(keys: AeadKeys, nonce: Bytes, aad: Bytes, plaintext: Bytes): Promise<ArrayBuffer> {
  const ciphertext = new Uint8Array(await crypto.subtle.encrypt(ctrParams(nonce), keys.cipher, plaintext));
  return concat(ciphertext, await hmacTag(keys, nonce, aad, ciphertext)).buffer;
}

async function openCtrHmac(keys: AeadKeys, nonce: Bytes, aad: Bytes, sealed: Bytes): Promise<ArrayBuffer> {
  const split = sealed.length - keys.suite.tagLength;
  if (split < 0) throw new E2eeError('not_authentic');
  const ciphertext = sealed.slice(0, split);
  const tag = await hmacTag(keys, nonce, aad, ciphertext);
  if (!equal(tag, sealed.subarray(split))) throw new E2eeError('not_authentic');
  return crypto.subtle.decrypt(ctrParams(nonce), keys.cipher, ciphertext);
}

/**
 * Ciphertext ‖ tag. Nonce and additional data may change once this has returned. Not an async function: each of those
 * costs a frame further turns of the microtasks.
 */
export function aeadSeal(keys: AeadKeys, nonce: Bytes, aad: Bytes, plaintext: Bytes): Promise<ArrayBuffer> {
  if (keys.suite.aead !== 'gcm') return sealCtrHmac(keys, nonce.slice(), aad.slice(), plaintext);
  return crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce, additionalData: aad }, keys.cipher, plaintext);
}

const notAuthentic = (): never => {
  throw new E2eeError('not_authentic');
};

/**
 * The plaintext of ciphertext ‖ tag. Nonce and additional data may change once this has returned.
 * @throws E2eeError `not_authentic`
 */
export function aeadOpen(keys: AeadKeys, nonce: Bytes, aad: Bytes, sealed: Bytes): Promise<ArrayBuffer> {
  if (keys.suite.aead !== 'gcm') return openCtrHmac(keys, nonce.slice(), aad.slice(), sealed);
  const params = { name: 'AES-GCM', iv: nonce, additionalData: aad };
  return crypto.subtle.decrypt(params, keys.cipher, sealed).catch(notAuthentic);
}
