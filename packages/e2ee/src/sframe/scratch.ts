import type { Bytes } from '../bytes.ts';
import { MAX_HEADER_LENGTH } from './header.ts';
import { NONCE_LENGTH } from './suites.ts';

/** Header, label and the clear bytes of a key frame; anything longer gets a buffer of its own. */
const LONGEST = MAX_HEADER_LENGTH + 1 + 10;

/**
 * Places in which the nonce and the additional data of a frame are put together, the same for every frame: a buffer of
 * their own each costs a frame more than everything else of ours does. Safe because WebCrypto copies both before it
 * returns (Web Cryptography API, section 18.4.4, "normalizing an algorithm"), as long as nothing is awaited between
 * filling and handing over.
 */
export const scratchNonce: Bytes = new Uint8Array(NONCE_LENGTH);
const bytes = new ArrayBuffer(LONGEST);
const byLength = Array.from({ length: LONGEST + 1 }, (_, length) => new Uint8Array(bytes, 0, length));

/** A place of exactly this length, for additional data. */
export const scratch = (length: number): Bytes => byLength[length] ?? new Uint8Array(length);
