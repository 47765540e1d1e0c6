import { hkdfSync } from 'node:crypto';
import { generateSecret, generateURI, verify } from 'otplib';
import { openBytes, sealBytes, type Place } from '../sealing/aead.ts';

/** RFC 6238: 30 s steps, six digits, HMAC-SHA-1, what every authenticator app has. */
const stepSeconds = 30;

/** A fresh secret of 20 bytes, base32. */
export const newTotpSecret = (): string => generateSecret();

/** TOTP secrets have a key of their own, derived from the platform's key-encryption key. */
const totpKey = (kek: Buffer): Buffer =>
  Buffer.from(hkdfSync('sha384', kek, Buffer.alloc(0), 'visavis totp secrets v1', 32));

const place = (userId: string): Place => ({ table: 'app_user', column: 'totp_secret_sealed', id: userId });

/** What an authenticator app reads from the QR code. */
export const totpUri = (secret: string, email: string): string =>
  generateURI({ issuer: 'Visavis', label: email, secret });

export const sealTotpSecret = (kek: Buffer, userId: string, secret: string): Buffer =>
  sealBytes(totpKey(kek), place(userId), Buffer.from(secret));

export const openTotpSecret = (kek: Buffer, userId: string, sealed: Buffer): string =>
  openBytes(totpKey(kek), place(userId), sealed).toString();

/**
 * The time step the code belongs to, or undefined when it is wrong. One step of clock difference either way is allowed.
 * Whether the step was used before is for the database to say.
 */
export async function totpStep(secret: string, code: string): Promise<number | undefined> {
  const result = await verify({ secret, token: code, period: stepSeconds, epochTolerance: stepSeconds });
  return result.valid && 'timeStep' in result ? result.timeStep : undefined;
}
