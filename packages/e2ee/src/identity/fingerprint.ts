import { equal, fromHex, toHex, type Bytes } from '../bytes.ts';
import { E2eeError } from '../errors.ts';
import { exportPoint } from '../agreement/ephemeral.ts';
import { sha384 } from '../suite.ts';

const FINGERPRINT_LENGTH = 16;

/** The fingerprint of a root's public key: eight groups of four hex digits, to be read aloud or typed (SPEC 5). */
export async function rootFingerprint(publicKey: CryptoKey): Promise<string> {
  const hash = await sha384(await exportPoint(publicKey));
  return (toHex(hash.subarray(0, FINGERPRINT_LENGTH)).match(/.{4}/g) ?? []).join('-');
}

/** Of a device's public key, in the same form: its person reads it to whoever approves the device. */
export const deviceFingerprint = (publicKey: CryptoKey): Promise<string> => rootFingerprint(publicKey);

/** The bytes of a typed fingerprint; case, spaces, dashes, colons and dots do not matter. Throws `bad_fingerprint`. */
export function parseFingerprint(typed: string): Bytes {
  const digits = typed.replace(/[\s\-:.]/g, '');
  if (!/^[0-9a-f]{32}$/i.test(digits)) throw new E2eeError('bad_fingerprint', 'not 32 hexadecimal digits');
  return fromHex(digits);
}

/** Whether a typed fingerprint is that of the key; false for anything that is no fingerprint (R24). */
export async function matchesFingerprint(publicKey: CryptoKey, typed: string): Promise<boolean> {
  try {
    return equal(parseFingerprint(await rootFingerprint(publicKey)), parseFingerprint(typed));
  } catch (error) {
    if (error instanceof E2eeError) return false;
    throw error;
  }
}
