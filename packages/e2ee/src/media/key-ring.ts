import { E2eeError } from '../errors.ts';
import type { Uint64 } from '../sframe/header.ts';
import { fromKid } from '../sender-keys.ts';

/** How long a replaced receive key still opens frames that were under way (R15). */
export const OLD_KEY_LIFE_MS = 10_000;
/** How long a new key waits so that the others have it first (R16). */
export const ACTIVATION_DELAY_MS = 1_000;

interface ReceiveKey<Key> {
  key: Key;
  epoch: number;
  /** Clock time after which it opens nothing; undefined while it is the newest. */
  until?: number;
}

/** The keys to open what others sealed, by roster index, newest first. */
export interface ReceiveKeys<Key> {
  self: number;
  bySender: Map<number, ReceiveKey<Key>[]>;
}

export const createReceiveKeys = <Key>(self: number): ReceiveKeys<Key> => ({ self, bySender: new Map() });

/**
 * Takes a participant's new key; the one before lives on for 10 s.
 * @param now milliseconds of any steady clock
 * @throws E2eeError `wrong_sender` for one's own index, `old_epoch`
 */
export function installReceiveKey<Key>(
  keys: ReceiveKeys<Key>,
  index: number,
  epoch: number,
  key: Key,
  now: number,
): void {
  if (index === keys.self) throw new E2eeError('wrong_sender', 'own index');
  const known = keys.bySender.get(index) ?? [];
  if (known[0] && epoch <= known[0].epoch) throw new E2eeError('old_epoch');
  const older = known
    .map(old => ({ ...old, until: old.until ?? now + OLD_KEY_LIFE_MS }))
    .filter(({ until }) => now < until);
  keys.bySender.set(index, [{ key, epoch }, ...older]);
}

/** Forgets all keys of a participant who left, at once. */
export function removeReceiveKeys(keys: ReceiveKeys<unknown>, index: number): void {
  keys.bySender.delete(index);
}

/** Whether a key of this epoch may still come: it is above all that are known of this participant. */
export const isAhead = (keys: ReceiveKeys<unknown>, index: number, epoch: number): boolean =>
  epoch > (keys.bySender.get(index)?.[0]?.epoch ?? -1);

/**
 * The key of a KID, if it is one of the participant that the track belongs to (R20).
 * @throws E2eeError `wrong_sender`, `no_key`, `old_epoch`
 */
export function findReceiveKey<Key>(keys: ReceiveKeys<Key>, kid: Uint64, from: number, now: number): Key {
  if (typeof kid !== 'number' || fromKid(kid).index !== from || from === keys.self)
    throw new E2eeError('wrong_sender');
  const { epoch } = fromKid(kid);
  const found = keys.bySender.get(from)?.find(candidate => candidate.epoch === epoch);
  if (!found) throw new E2eeError('no_key');
  if (found.until !== undefined && now >= found.until) throw new E2eeError('old_epoch');
  return found.key;
}

/** The key one seals with, and the next one until its time comes. */
export interface SendKeys<Key> {
  current?: Key;
  next?: { key: Key; from: number };
}

/** Sets a new sender key: now, or after the delay in which the others get it (R16). */
export function installSendKey<Key>(keys: SendKeys<Key>, key: Key, now: number, atOnce: boolean): void {
  if (atOnce || !keys.current) {
    keys.current = key;
    delete keys.next;
  } else keys.next = { key, from: now + ACTIVATION_DELAY_MS };
}

/**
 * The key to seal with now.
 * @throws E2eeError `no_key` (R22)
 */
export function currentSendKey<Key>(keys: SendKeys<Key>, now: number): Key {
  if (keys.next && now >= keys.next.from) {
    keys.current = keys.next.key;
    delete keys.next;
  }
  if (!keys.current) throw new E2eeError('no_key');
  return keys.current;
}
