/** An SFrame cipher suite (RFC 9605 section 4.5); lengths in bytes. */
export interface SFrameSuite {
  id: number;
  aead: 'gcm' | 'ctr-hmac';
  hash: 'SHA-256' | 'SHA-512';
  /** Length of the cipher's own key; the rest of `keyLength` authenticates. */
  cipherKeyLength: number;
  keyLength: number;
  tagLength: number;
}

/** Every AES-GCM and AES-CTR-HMAC suite has a 12-byte nonce. */
export const NONCE_LENGTH = 12;

const suite = (
  id: number,
  aead: SFrameSuite['aead'],
  hash: SFrameSuite['hash'],
  cipherKeyLength: number,
  keyLength: number,
  tagLength: number,
): SFrameSuite => ({ id, aead, hash, cipherKeyLength, keyLength, tagLength });

/** AES_256_GCM_SHA512_128: the only suite of our media. */
export const AES_256_GCM_SHA512_128 = suite(5, 'gcm', 'SHA-512', 32, 32, 16);

/** The suites of the RFC's vectors by number. Those other than ours are for checking the code against them. */
export const SFRAME_SUITES: Record<number, SFrameSuite> = {
  1: suite(1, 'ctr-hmac', 'SHA-256', 16, 48, 10),
  2: suite(2, 'ctr-hmac', 'SHA-256', 16, 48, 8),
  3: suite(3, 'ctr-hmac', 'SHA-256', 16, 48, 4),
  4: suite(4, 'gcm', 'SHA-256', 16, 16, 16),
  5: AES_256_GCM_SHA512_128,
  6: suite(6, 'ctr-hmac', 'SHA-512', 32, 96, 10),
  7: suite(7, 'ctr-hmac', 'SHA-512', 32, 96, 8),
  8: suite(8, 'ctr-hmac', 'SHA-512', 32, 96, 4),
};
