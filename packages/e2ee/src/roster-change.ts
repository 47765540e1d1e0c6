import { createReader } from './agreement/reader.ts';
import type { WrapKeys } from './agreement/result.ts';
import {
  concat,
  equal,
  fromUtf8,
  lengthPrefixed,
  randomBytes,
  uint,
  utf8,
  wipe,
  type Bytes,
} from './bytes.ts';
import { E2eeError } from './errors.ts';
import { encodeRoster, readRoster, type RosterEntry } from './roster.ts';
import { labelled, VERSION } from './suite.ts';

/** First byte of the message (SPEC 3). */
export const ROSTER_CHANGE = 18;
const NONCE_LENGTH = 12;
const KEY_LENGTH = 32;
/** Both directions' wrapping keys, the lower index's first. */
export const PAIR_LENGTH = 2 * KEY_LENGTH;
const MAX_CERTIFICATE = 4096;

/** Another end that the receiver has made no agreement with: the agent vouches for it. */
export interface Introduction {
  index: number;
  /** As compact JWS; empty for the customer, who has none. */
  certificate: string;
  /** `PAIR_LENGTH` random bytes that the other end is sent too. */
  pair: Bytes;
}

/** What the agent's end tells one other end: who is in the call from now on. */
export interface RosterChange {
  /** Rises with each change since the agreement, from 1. */
  number: number;
  roster: RosterEntry[];
  introductions: Introduction[];
}

/** Fresh wrapping keys for two ends that have no agreement of their own. */
export const generatePair = (): Bytes => randomBytes(PAIR_LENGTH);

/**
 * The wrapping keys of a pair as `self` uses them, not extractable. Overwrites `pair`.
 * @param other roster index of the other end
 */
export async function pairKeys(pair: Bytes, self: number, other: number): Promise<WrapKeys> {
  const load = (raw: Bytes) =>
    crypto.subtle.importKey('raw', raw, { name: 'AES-GCM' }, false, ['encrypt', 'decrypt']);
  const [lower, higher] = [pair.slice(0, KEY_LENGTH), pair.slice(KEY_LENGTH)];
  const keys = { lower: await load(lower), higher: await load(higher) };
  wipe(pair, lower, higher);
  return self < other ? { seal: keys.lower, open: keys.higher } : { seal: keys.higher, open: keys.lower };
}

const aad = (attempt: string, head: Bytes): Bytes => concat(labelled('roster', utf8(attempt)), head);

/**
 * Seals a change for the end with roster index `to`, with the wrapping key that the agent agreed with it (R35).
 * @param wrapKey what the agent seals with
 */
export async function sealRosterChange(
  { attempt, to }: { attempt: string; to: number },
  change: RosterChange,
  wrapKey: CryptoKey,
): Promise<Bytes> {
  const head = concat(
    uint(ROSTER_CHANGE, 1),
    uint(VERSION, 1),
    uint(change.number, 4),
    encodeRoster(change.roster),
    uint(to, 1),
  );
  const body = concat(
    uint(change.introductions.length, 1),
    ...change.introductions.map(({ index, certificate, pair }) =>
      concat(uint(index, 1), lengthPrefixed(utf8(certificate)), pair),
    ),
  );
  const iv = randomBytes(NONCE_LENGTH);
  const params = { name: 'AES-GCM', iv, additionalData: aad(attempt, head) };
  const sealed = new Uint8Array(await crypto.subtle.encrypt(params, wrapKey, body));
  wipe(body);
  return concat(head, iv, sealed);
}

/**
 * Opens a change that came from the agent.
 * @param wrapKey what this end opens the agent's messages with
 * @param last number of the change before, 0 if none
 * @throws E2eeError `malformed`, `unsupported_version`, `wrong_roster`, `bad_roster_change`, `old_roster_change`
 */
export async function openRosterChange(
  { attempt, self }: { attempt: string; self: number },
  sealed: Bytes,
  wrapKey: CryptoKey,
  last: number,
): Promise<RosterChange> {
  const reader = createReader(sealed);
  if (reader.uint(1) !== ROSTER_CHANGE) throw new E2eeError('malformed');
  if (reader.uint(1) !== VERSION) throw new E2eeError('unsupported_version');
  const number = reader.uint(4);
  const roster = readRoster(reader);
  const encoded = encodeRoster(roster);
  if (!equal(sealed.subarray(6, 6 + encoded.length), encoded)) throw new E2eeError('wrong_roster');
  if (reader.uint(1) !== self || !roster.some(({ index }) => index === self))
    throw new E2eeError('wrong_roster');
  const headLength = 7 + encoded.length;
  const iv = reader.take(NONCE_LENGTH);
  const params = { name: 'AES-GCM', iv, additionalData: aad(attempt, sealed.slice(0, headLength)) };
  const body = await crypto.subtle
    .decrypt(params, wrapKey, sealed.slice(headLength + NONCE_LENGTH))
    .catch(() => {
      throw new E2eeError('bad_roster_change');
    });
  if (number <= last) throw new E2eeError('old_roster_change');
  return { number, roster, introductions: readIntroductions(new Uint8Array(body), roster, self) };
}

function readIntroductions(body: Bytes, roster: RosterEntry[], self: number): Introduction[] {
  const reader = createReader(body);
  const introductions = Array.from({ length: reader.uint(1) }, () => ({
    index: reader.uint(1),
    certificate: fromUtf8(reader.prefixed(0, MAX_CERTIFICATE)),
    pair: reader.take(PAIR_LENGTH),
  }));
  reader.end();
  wipe(body);
  const known = ({ index }: Introduction) => index !== self && roster.some(entry => entry.index === index);
  if (!introductions.every(known)) throw new E2eeError('wrong_roster');
  return introductions;
}
