import { createReader } from './agreement/reader.ts';
import { concat, randomBytes, uint, utf8, type Bytes } from './bytes.ts';
import { E2eeError } from './errors.ts';
import { labelled, VERSION } from './suite.ts';

/** First byte of the message (SPEC 3). */
export const ROSTER_SEEN = 22;
const NONCE_LENGTH = 12;
const HEAD_LENGTH = 6;

const aad = (attempt: string, head: Bytes): Bytes => concat(labelled('roster seen', utf8(attempt)), head);

/**
 * The customer's end says that it shows a change of the roster: only then is a newcomer let in (R34).
 * @param number of the change
 * @param wrapKey what the customer seals with for the agent
 */
export async function sealRosterSeen(attempt: string, number: number, wrapKey: CryptoKey): Promise<Bytes> {
  const head = concat(Uint8Array.of(ROSTER_SEEN, VERSION), uint(number, 4));
  const iv = randomBytes(NONCE_LENGTH);
  const params = { name: 'AES-GCM', iv, additionalData: aad(attempt, head) };
  const tag = new Uint8Array(await crypto.subtle.encrypt(params, wrapKey, new Uint8Array(0)));
  return concat(head, iv, tag);
}

/**
 * The number of the change that the customer's end shows.
 * @throws E2eeError `malformed`, `unsupported_version`, `not_authentic`
 */
export async function openRosterSeen(attempt: string, sealed: Bytes, wrapKey: CryptoKey): Promise<number> {
  const reader = createReader(sealed);
  if (reader.uint(1) !== ROSTER_SEEN) throw new E2eeError('malformed');
  if (reader.uint(1) !== VERSION) throw new E2eeError('unsupported_version');
  const number = reader.uint(4);
  const iv = reader.take(NONCE_LENGTH);
  const params = { name: 'AES-GCM', iv, additionalData: aad(attempt, sealed.slice(0, HEAD_LENGTH)) };
  await crypto.subtle.decrypt(params, wrapKey, sealed.slice(HEAD_LENGTH + NONCE_LENGTH)).catch(() => {
    throw new E2eeError('not_authentic');
  });
  return number;
}
