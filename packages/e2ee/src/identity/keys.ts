import { z } from 'zod';
import { toBase64Url, utf8 } from '../bytes.ts';
import { ECDSA, sha384 } from '../suite.ts';

const coordinate = z.string().regex(/^[A-Za-z0-9_-]{64}$/);

/** A public P-384 key as JWK (RFC 7518 section 6.2), without anything private. */
export const publicJwk = z.strictObject({
  kty: z.literal('EC'),
  crv: z.literal('P-384'),
  x: coordinate,
  y: coordinate,
});
export type PublicJwk = z.infer<typeof publicJwk>;

/** The same with its private part. */
export const privateJwk = publicJwk.extend({ d: coordinate });
export type PrivateJwk = z.infer<typeof privateJwk>;

/** The public part of a key, without the members that WebCrypto adds. */
export const toPublicJwk = ({ kty, crv, x, y }: JsonWebKey): PublicJwk => publicJwk.parse({ kty, crv, x, y });

/** The whole of an extractable key, likewise. */
export const toPrivateJwk = ({ kty, crv, x, y, d }: JsonWebKey): PrivateJwk =>
  privateJwk.parse({ kty, crv, x, y, d });

/** A key that verifies signatures; extractable, since public. */
export const importVerifyKey = (jwk: PublicJwk): Promise<CryptoKey> =>
  crypto.subtle.importKey('jwk', toPublicJwk(jwk), ECDSA, true, ['verify']);

/** A key that signs; cannot be exported again. */
export const importSignKey = (jwk: PrivateJwk): Promise<CryptoKey> =>
  crypto.subtle.importKey('jwk', jwk, ECDSA, false, ['sign']);

/** JWK thumbprint (RFC 7638) over SHA-384, base64url: the name of a key. */
export async function thumbprint({ crv, kty, x, y }: PublicJwk): Promise<string> {
  return toBase64Url(await sha384(utf8(JSON.stringify({ crv, kty, x, y }))));
}
