import { concat, lengthPrefixed, utf8, type Bytes } from './bytes.ts';

/** The version names the suite (SPEC 1): nothing is negotiated. */
export const VERSION = 1;
export const HASH = 'SHA-384';
export const HASH_LENGTH = 48;
export const POINT_LENGTH = 97;
export const SIGNATURE_LENGTH = 96;
export const KEM_KEY_LENGTH = 1568;
export const KEM_CIPHERTEXT_LENGTH = 1568;
export const ECDH = { name: 'ECDH', namedCurve: 'P-384' } as const;
export const ECDSA = { name: 'ECDSA', namedCurve: 'P-384' } as const;
export const ECDSA_SHA384 = { name: 'ECDSA', hash: HASH } as const;

/** Every use of a hash, key derivation or signature (R2). */
export type Use =
  | 'context'
  | 'commit'
  | 'hello'
  | 'transcript'
  | 'code'
  | 'mac agent'
  | 'mac customer'
  | 'mac supervisor'
  | 'wrap agent'
  | 'wrap customer'
  | 'wrap supervisor'
  | 'sender key'
  | 'roster'
  | 'roster seen'
  | 'data'
  | 'alarm'
  | 'segment'
  | 'content key'
  | 'content key wrap'
  | 'content key encryption'
  | 'recipient';

/** The label of a use, length-prefixed, ready to stand in front. */
export const label = (use: Use): Bytes => lengthPrefixed(utf8(`visavis e2ee v${VERSION} ${use}`));

/** `label(use) ‖ lp(part)…` */
export const labelled = (use: Use, ...parts: Uint8Array[]): Bytes =>
  concat(label(use), lengthPrefixed(...parts));

/** SHA-384. */
export const sha384 = async (bytes: Bytes): Promise<Bytes> =>
  new Uint8Array(await crypto.subtle.digest(HASH, bytes));

/** SHA-384 of `label(use) ‖ lp(part)…` */
export const labelledHash = (use: Use, ...parts: Uint8Array[]): Promise<Bytes> =>
  sha384(labelled(use, ...parts));
