import type { TransportConnection } from '@visavis/call';

/** Forward-secret key exchange and AES in GCM, for TLS 1.2 (TR-02102-2, section 3.3) or 1.3 (section 3.4). */
const dtls =
  /^TLS_((ECDHE_(ECDSA|RSA)|DHE_(RSA|DSS))_WITH_AES_(128_GCM_SHA256|256_GCM_SHA384)|AES_(128_GCM_SHA256|256_GCM_SHA384))$/;

/** RFC 7714; browsers name it with and without the prefix. */
const srtp = /^(SRTP_)?AEAD_AES_(128|256)_GCM$/;

/** Pure: whether a cipher suite is one of the AES-GCM suites that TR-02102-2 recommends. */
export const isRecommendedDtls = (cipher: string): boolean => dtls.test(cipher);
/** Pure: whether a profile protects with AES-GCM, the mode that TR-02102-1 recommends (chapter on symmetric encryption). */
export const isRecommendedSrtp = (profile: string): boolean => srtp.test(profile);

/** Bits a second between two readings; undefined before the second one, or when a counter began anew. */
export function bitRate(
  before: { at: number; bytes: number | undefined } | undefined,
  now: { at: number; bytes: number | undefined },
): number | undefined {
  if (before?.bytes === undefined || now.bytes === undefined) return undefined;
  const [bytes, seconds] = [now.bytes - before.bytes, (now.at - before.at) / 1000];
  return bytes < 0 || seconds <= 0 ? undefined : (8 * bytes) / seconds;
}

/** Pure: whether two transports have negotiated the same, so that it is said once. */
export const isSameProtection = (one: TransportConnection, other: TransportConnection): boolean =>
  one.dtlsVersion === other.dtlsVersion &&
  one.dtlsCipher === other.dtlsCipher &&
  one.srtpCipher === other.srtpCipher;
