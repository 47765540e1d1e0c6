import { concat, equal, randomBytes, uint, utf8, type Bytes } from './bytes.ts';
import { createReader } from './agreement/reader.ts';
import { E2eeError } from './errors.ts';
import { encodeRoster, readRoster, type RosterEntry } from './roster.ts';
import { labelled, VERSION } from './suite.ts';

export const SENDER_KEY_LENGTH = 32;
const MESSAGE_TYPE = 16;
const NONCE_LENGTH = 12;
const SEALED_LENGTH = SENDER_KEY_LENGTH + 16;
const INDEXES = 16;

/** KID = epoch · 16 + roster index (SPEC 3). */
export const toKid = (epoch: number, index: number): number => epoch * INDEXES + index;
/** The parts of a KID. */
export const fromKid = (kid: number): { epoch: number; index: number } => ({
  epoch: Math.floor(kid / INDEXES),
  index: kid % INDEXES,
});

/** The first epoch of an agreement: above every epoch of the one before (R13). */
export const firstEpoch = (agreementNumber: number): number => agreementNumber * 65536;

/** What both ends of a sealed sender key agree on. */
export interface SenderKeyContext {
  attempt: string;
  roster: readonly RosterEntry[];
  /** The sender's roster index. */
  sender: number;
}

const aad = (attempt: string, head: Bytes): Bytes => concat(labelled('sender key', utf8(attempt)), head);

/** Seals a sender key for one other participant, with the wrapping key agreed with it. */
export async function sealSenderKey(
  context: SenderKeyContext,
  epoch: number,
  key: Bytes,
  wrapKey: CryptoKey,
): Promise<Bytes> {
  const head = concat(
    uint(MESSAGE_TYPE, 1),
    uint(VERSION, 1),
    uint(epoch, 4),
    encodeRoster(context.roster),
    uint(context.sender, 1),
  );
  const iv = randomBytes(NONCE_LENGTH);
  const params = { name: 'AES-GCM', iv, additionalData: aad(context.attempt, head) };
  return concat(head, iv, new Uint8Array(await crypto.subtle.encrypt(params, wrapKey, key)));
}

/**
 * Opens another's sender key (R14).
 * @throws E2eeError `malformed`, `unsupported_version`, `wrong_roster`, `wrong_sender`, `bad_sender_key`
 */
export async function openSenderKey(
  context: SenderKeyContext,
  sealed: Bytes,
  wrapKey: CryptoKey,
): Promise<{ epoch: number; key: Bytes }> {
  const reader = createReader(sealed);
  if (reader.uint(1) !== MESSAGE_TYPE) throw new E2eeError('malformed');
  if (reader.uint(1) !== VERSION) throw new E2eeError('unsupported_version');
  const epoch = reader.uint(4);
  const roster = encodeRoster(readRoster(reader));
  if (reader.uint(1) !== context.sender) throw new E2eeError('wrong_sender');
  const head = concat(sealed.slice(0, 6), roster, uint(context.sender, 1));
  const iv = reader.take(NONCE_LENGTH);
  const body = reader.take(SEALED_LENGTH);
  reader.end();
  try {
    const params = { name: 'AES-GCM', iv, additionalData: aad(context.attempt, head) };
    const key = new Uint8Array(await crypto.subtle.decrypt(params, wrapKey, body));
    // authentic, but its sender knows of another roster: a change is under way, and a key for that one will follow
    if (!equal(roster, encodeRoster(context.roster))) throw new E2eeError('wrong_roster');
    return { epoch, key };
  } catch (error) {
    throw error instanceof E2eeError ? error : new E2eeError('bad_sender_key');
  }
}
