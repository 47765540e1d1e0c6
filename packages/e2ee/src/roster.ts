import { concat, lengthPrefixed, uint, utf8, type Bytes } from './bytes.ts';
import type { Reader } from './agreement/reader.ts';
import { E2eeError } from './errors.ts';

/** Who is in the call. */
export interface RosterEntry {
  /** 0–15, fixed for the attempt. */
  index: number;
  participant: string;
}

const INDEXES = 16;
const fits = (index: number) => Number.isInteger(index) && index >= 0 && index < INDEXES;

/**
 * The roster's bytes, sorted by index, so that all ends write the same (SPEC 3).
 * @throws E2eeError `wrong_roster` if it is empty, or an index is out of range or there twice
 */
export function encodeRoster(roster: readonly RosterEntry[]): Bytes {
  const sorted = [...roster].sort((a, b) => a.index - b.index);
  const indexes = new Set(sorted.map(entry => entry.index));
  if (sorted.length === 0 || indexes.size !== sorted.length || ![...indexes].every(fits))
    throw new E2eeError('wrong_roster');
  const entries = sorted.map(({ index, participant }) =>
    concat(uint(index, 1), lengthPrefixed(utf8(participant))),
  );
  return concat(uint(sorted.length, 1), ...entries);
}

/** Reads what `encodeRoster` wrote. */
export function readRoster(reader: Reader): RosterEntry[] {
  const count = reader.uint(1);
  return Array.from({ length: count }, () => ({ index: reader.uint(1), participant: reader.text(1, 64) }));
}
