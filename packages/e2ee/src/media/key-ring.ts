import { E2eeError } from '../errors.ts';
import type { SFrameReceiver, SFrameSender } from '../sframe/context.ts';
import type { Uint64 } from '../sframe/header.ts';
import { fromKid } from '../sender-keys.ts';

/** How long a replaced receive key still opens frames that were under way (R15). */
export const OLD_KEY_LIFE_MS = 10_000;
/** How long a new key waits so that the others have it first (R16). */
export const ACTIVATION_DELAY_MS = 1_000;

interface ReceiveKey {
  receiver: SFrameReceiver;
  epoch: number;
  /** Clock time after which it opens nothing; undefined while it is the newest. */
  until?: number;
}

/** The keys to open others' frames with, by roster index, newest first. */
export interface ReceiveKeys {
  self: number;
  bySender: Map<number, ReceiveKey[]>;
}

export const createReceiveKeys = (self: number): ReceiveKeys => ({ self, bySender: new Map() });

/**
 * Takes a participant's new key; the one before lives on for 10 s.
 * @param now milliseconds of any steady clock
 * @throws E2eeError `wrong_sender` for one's own index, `old_epoch`
 */
export function installReceiveKey(
  keys: ReceiveKeys,
  index: number,
  epoch: number,
  receiver: SFrameReceiver,
  now: number,
): void {
  if (index === keys.self) throw new E2eeError('wrong_sender', 'own index');
  const known = keys.bySender.get(index) ?? [];
  if (known[0] && epoch <= known[0].epoch) throw new E2eeError('old_epoch');
  const older = known
    .map(key => ({ ...key, until: key.until ?? now + OLD_KEY_LIFE_MS }))
    .filter(key => now < key.until);
  keys.bySender.set(index, [{ receiver, epoch }, ...older]);
}

/** Forgets all keys of a participant who left, at once. */
export function removeReceiveKeys(keys: ReceiveKeys, index: number): void {
  keys.bySender.delete(index);
}

/**
 * The key of a KID, if it is one of the participant that the track belongs to (R20).
 * @throws E2eeError `wrong_sender`, `no_key`, `old_epoch`
 */
export function findReceiver(keys: ReceiveKeys, kid: Uint64, from: number, now: number): SFrameReceiver {
  if (typeof kid !== 'number' || fromKid(kid).index !== from || from === keys.self)
    throw new E2eeError('wrong_sender');
  const { epoch } = fromKid(kid);
  const key = keys.bySender.get(from)?.find(candidate => candidate.epoch === epoch);
  if (!key) throw new E2eeError('no_key');
  if (key.until !== undefined && now >= key.until) throw new E2eeError('old_epoch');
  return key.receiver;
}

/** The key one seals with, and the next one until its time comes. */
export interface SendKeys {
  current?: SFrameSender;
  next?: { sender: SFrameSender; from: number };
}

/** Sets a new sender key: now, or after the delay in which the others get it (R16). */
export function installSendKey(keys: SendKeys, sender: SFrameSender, now: number, atOnce: boolean): void {
  if (atOnce || !keys.current) {
    keys.current = sender;
    delete keys.next;
  } else keys.next = { sender, from: now + ACTIVATION_DELAY_MS };
}

/**
 * The key to seal with now.
 * @throws E2eeError `no_key` (R22)
 */
export function currentSender(keys: SendKeys, now: number): SFrameSender {
  if (keys.next && now >= keys.next.from) {
    keys.current = keys.next.sender;
    delete keys.next;
  }
  if (!keys.current) throw new E2eeError('no_key');
  return keys.current;
}
