import { z } from 'zod';

export const id = z.uuid();
export const language = z.enum(['de', 'en']);
export type Language = z.infer<typeof language>;

/** Instants travel as ISO 8601 in UTC. */
export const instant = z.iso.datetime();

/** A text in every language a customer may choose. */
export const localized = z.strictObject({ de: z.string().min(1).max(500), en: z.string().min(1).max(500) });
export type Localized = z.infer<typeof localized>;

/** Unpadded base64url, RFC 4648 section 5. */
export const base64url = z.string().regex(/^[A-Za-z0-9_-]*$/);

/** SHA-384 digest (48 bytes) as base64url. */
export const digest = z.string().regex(/^[A-Za-z0-9_-]{64}$/);

/** A compact JWS, RFC 7515 section 7.1; at most 64 KiB. */
export const jws = z
  .string()
  .max(65_536)
  .regex(/^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/);

/** Public key on P-384 as JWK, RFC 7518 section 6.2. */
export const publicJwk = z.strictObject({
  kty: z.literal('EC'),
  crv: z.literal('P-384'),
  x: digest,
  y: digest,
});
export type PublicJwk = z.infer<typeof publicJwk>;
