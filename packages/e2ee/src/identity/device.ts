import { ECDSA } from '../suite.ts';
import { toPublicJwk, type PublicJwk } from './keys.ts';

/** A staff device's signing key. Keep the private key, a CryptoKey, in IndexedDB; it has no other form (R25). */
export interface DeviceKey {
  privateKey: CryptoKey;
  publicJwk: PublicJwk;
}

/** A fresh P-384 signing key that cannot be exported. */
export async function generateDeviceKey(): Promise<DeviceKey> {
  const pair = await crypto.subtle.generateKey(ECDSA, false, ['sign', 'verify']);
  return {
    privateKey: pair.privateKey,
    publicJwk: toPublicJwk(await crypto.subtle.exportKey('jwk', pair.publicKey)),
  };
}
