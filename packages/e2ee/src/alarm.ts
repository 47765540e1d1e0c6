import { createReader } from './agreement/reader.ts';
import { concat, fromUtf8, randomBytes, utf8, type Bytes } from './bytes.ts';
import { E2eeError } from './errors.ts';
import { labelled, VERSION } from './suite.ts';

/** First byte of the message (SPEC 3). */
export const ALARM = 20;
const NONCE_LENGTH = 12;
const HEAD = Uint8Array.of(ALARM, VERSION);
const CODE_LENGTH_MOST = 64;

const aad = (attempt: string): Bytes => concat(labelled('alarm', utf8(attempt)), HEAD);

/**
 * Tells the other end what went wrong at this one, so that both show it (R39).
 * @param wrapKey what this end seals with for the other
 */
export async function sealAlarm(attempt: string, code: string, wrapKey: CryptoKey): Promise<Bytes> {
  const iv = randomBytes(NONCE_LENGTH);
  const params = { name: 'AES-GCM', iv, additionalData: aad(attempt) };
  return concat(HEAD, iv, new Uint8Array(await crypto.subtle.encrypt(params, wrapKey, utf8(code))));
}

/**
 * The code of an alarm at the other end.
 * @throws E2eeError `malformed`, `unsupported_version`, `not_authentic`
 */
export async function openAlarm(attempt: string, sealed: Bytes, wrapKey: CryptoKey): Promise<string> {
  const reader = createReader(sealed);
  if (reader.uint(1) !== ALARM) throw new E2eeError('malformed');
  if (reader.uint(1) !== VERSION) throw new E2eeError('unsupported_version');
  const iv = reader.take(NONCE_LENGTH);
  const params = { name: 'AES-GCM', iv, additionalData: aad(attempt) };
  const opened = await crypto.subtle.decrypt(params, wrapKey, sealed.slice(2 + NONCE_LENGTH)).catch(() => {
    throw new E2eeError('not_authentic');
  });
  if (opened.byteLength > CODE_LENGTH_MOST) throw new E2eeError('malformed');
  return fromUtf8(new Uint8Array(opened));
}
