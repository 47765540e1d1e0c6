import { ml_kem1024 } from '@noble/post-quantum/ml-kem.js';
import { z } from 'zod';
import { ecdhSecret, exportPoint, generateEcdh } from '../agreement/ephemeral.ts';
import { concat, fromBase64Url, lengthPrefixed, toBase64Url, wipe, type Bytes } from '../bytes.ts';
import { E2eeError } from '../errors.ts';
import { HASH, label, labelledHash } from '../suite.ts';
import type { EvidenceKey } from './evidence-key.ts';
import { pointOf, SUITE, type Recipient } from './recipients.ts';

type HybridRecipient = Extract<Recipient, { suite: typeof SUITE.hybrid }>;

/** What a hybrid wrap consists of, each base64url. */
export const hybridFields = {
  /** Ephemeral P-384 point, uncompressed, 97 bytes. */
  point: z.string().regex(/^[A-Za-z0-9_-]{130}$/),
  /** ML-KEM-1024 ciphertext, 1568 bytes. */
  kemCiphertext: z.string().regex(/^[A-Za-z0-9_-]{2091}$/),
  /** RFC 3394 of 32 or 40 bytes under the key-encryption key. */
  encryptedKey: z.string().regex(/^([A-Za-z0-9_-]{54}|[A-Za-z0-9_-]{64})$/),
};
interface HybridWrap {
  point: string;
  kemCiphertext: string;
  encryptedKey: string;
}

/** AES-KW takes keys only; as HMAC keys they may have any length. */
const CARRIER = { name: 'HMAC', hash: HASH } as const;

interface Exchange {
  ecdh: Bytes;
  mlkem: Uint8Array;
  point: Bytes;
  kemCiphertext: Bytes;
}

/**
 * The key-encryption key: HKDF-SHA-384 over `ecdh ‖ mlkem`, bound to both ciphertexts, both public keys and the AAD
 * (R52; CatKDF of TR-02102-1, NIST SP 800-227 section 4.6). Both secrets are overwritten.
 */
async function deriveKek(
  { ecdh, mlkem, point, kemCiphertext }: Exchange,
  { publicKey, kemKey }: HybridRecipient,
  aad: Bytes,
  usage: 'wrapKey' | 'unwrapKey',
): Promise<CryptoKey> {
  const secret = concat(ecdh, mlkem);
  wipe(ecdh, mlkem);
  const base = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey']);
  wipe(secret);
  const use = 'content key encryption';
  const bound = await labelledHash(use, point, kemCiphertext, pointOf(publicKey), fromBase64Url(kemKey), aad);
  const info = concat(label(use), lengthPrefixed(bound));
  const params: HkdfParams = { name: 'HKDF', hash: HASH, salt: bound, info };
  return crypto.subtle.deriveKey(params, base, { name: 'AES-KW', length: 256 }, false, [usage]);
}

/** Wraps 32 or 40 bytes for a hybrid recipient. */
export async function sealHybrid(recipient: HybridRecipient, aad: Bytes, secret: Bytes): Promise<HybridWrap> {
  const ephemeral = await generateEcdh();
  const point = await exportPoint(ephemeral.publicKey);
  const ecdh = await ecdhSecret(ephemeral.privateKey, pointOf(recipient.publicKey));
  const { cipherText, sharedSecret } = ml_kem1024.encapsulate(fromBase64Url(recipient.kemKey));
  const kemCiphertext = new Uint8Array(cipherText);
  const kek = await deriveKek({ ecdh, mlkem: sharedSecret, point, kemCiphertext }, recipient, aad, 'wrapKey');
  const carried = await crypto.subtle.importKey('raw', secret, CARRIER, true, ['sign']);
  const encryptedKey = new Uint8Array(await crypto.subtle.wrapKey('raw', carried, kek, 'AES-KW'));
  return {
    point: toBase64Url(point),
    kemCiphertext: toBase64Url(kemCiphertext),
    encryptedKey: toBase64Url(encryptedKey),
  };
}

/**
 * Opens a hybrid wrap. It takes both secret keys: another half of either kind gives another key-encryption key.
 * @throws E2eeError `bad_content_key`, `wrong_point`; DOMException if it is not authentic
 */
export async function openHybrid(wrap: HybridWrap, aad: Bytes, key: EvidenceKey): Promise<Bytes> {
  const { recipient, kemSecret, privateKey } = key;
  if (recipient.suite !== SUITE.hybrid || !kemSecret) throw new E2eeError('bad_content_key', 'half a key');
  const point = fromBase64Url(wrap.point);
  const kemCiphertext = fromBase64Url(wrap.kemCiphertext);
  const ecdh = await ecdhSecret(privateKey, point);
  const mlkem = ml_kem1024.decapsulate(kemCiphertext, kemSecret);
  const kek = await deriveKek({ ecdh, mlkem, point, kemCiphertext }, recipient, aad, 'unwrapKey');
  const encrypted = fromBase64Url(wrap.encryptedKey);
  const carried = await crypto.subtle.unwrapKey('raw', encrypted, kek, 'AES-KW', CARRIER, true, ['sign']);
  return new Uint8Array(await crypto.subtle.exportKey('raw', carried));
}
