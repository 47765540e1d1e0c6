import { combine, split } from 'shamir-secret-sharing';
import { concat, equal, wipe, type Bytes } from '../bytes.ts';
import { E2eeError } from '../errors.ts';

const KEY_LENGTH = 32;
/** y-coordinates of the key's bytes, then the x-coordinate. */
const SHARE_LENGTH = KEY_LENGTH + 1;
/** A share filled with zeros, because RFC 3394 wraps whole blocks of 8 bytes. */
const FILLED_LENGTH = 40;

/** What each of `count` recipients gets: the key itself, or of a threshold above 1 a share of it (R53). */
export async function splitKey(key: Bytes, count: number, threshold: number): Promise<Bytes[]> {
  if (threshold === 1) return Array.from({ length: count }, () => key.slice());
  const shares = await split(key, count, threshold);
  const filled = shares.map(share => concat(share, new Uint8Array(FILLED_LENGTH - SHARE_LENGTH)));
  wipe(...shares);
  return filled;
}

function shareOf(filled: Bytes): Bytes {
  const isFilled = filled.length === FILLED_LENGTH && filled.subarray(SHARE_LENGTH).every(byte => byte === 0);
  if (!isFilled) throw new E2eeError('bad_content_key', 'not a share');
  return filled.slice(0, SHARE_LENGTH);
}

/**
 * The key that these parts, at least `threshold`, make together. All of them are used, so that a false one always shows: it gives another
 * key, which does not open the commitment (R27).
 * @throws E2eeError `bad_content_key`
 */
export async function joinKey(parts: readonly Bytes[], threshold: number): Promise<Bytes> {
  const [first] = parts;
  if (threshold === 1 && first) {
    if (first.length !== KEY_LENGTH || !parts.every(part => equal(part, first)))
      throw new E2eeError('bad_content_key', 'not a key, or not the same for all');
    return first.slice();
  }
  const shares = parts.map(shareOf);
  try {
    return new Uint8Array(await combine(shares));
  } catch {
    throw new E2eeError('bad_content_key', 'shares that do not fit together');
  } finally {
    wipe(...shares);
  }
}
