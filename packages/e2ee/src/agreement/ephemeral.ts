import type { Bytes } from '../bytes.ts';
import { E2eeError } from '../errors.ts';
import { ECDH, HASH_LENGTH } from '../suite.ts';

/** A fresh P-384 pair; the private key cannot be exported. */
export const generateEcdh = (): Promise<CryptoKeyPair> =>
  crypto.subtle.generateKey(ECDH, false, ['deriveBits']);

/** The uncompressed point of a public key, 97 bytes. */
export const exportPoint = async (key: CryptoKey): Promise<Bytes> =>
  new Uint8Array(await crypto.subtle.exportKey('raw', key));

/**
 * The shared secret with the other's point, 48 bytes.
 * @throws E2eeError `wrong_point` if it is no uncompressed point of the curve (R6)
 */
export async function ecdhSecret(own: CryptoKey, point: Bytes): Promise<Bytes> {
  let other: CryptoKey;
  try {
    if (point[0] !== 4) throw new TypeError('not uncompressed');
    other = await crypto.subtle.importKey('raw', point, ECDH, false, []);
  } catch {
    throw new E2eeError('wrong_point');
  }
  const bits = await crypto.subtle.deriveBits({ name: 'ECDH', public: other }, own, HASH_LENGTH * 8);
  return new Uint8Array(bits);
}
