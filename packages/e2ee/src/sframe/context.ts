import { concat, type Bytes } from '../bytes.ts';
import { E2eeError } from '../errors.ts';
import { aeadOpen, aeadSeal } from './aead.ts';
import { decodeHeader, encodeHeader, type Uint64 } from './header.ts';
import { sframeNonce, type SFrameKey } from './keys.ts';
import { createReplayWindow, isFresh, testAndSet, type ReplayWindow } from './replay.ts';

/** A key to send under and its next counter, shared by all tracks (R19). */
export interface SFrameSender {
  key: SFrameKey;
  next: number;
}

/** A key to receive under and the counters it has seen. */
export interface SFrameReceiver {
  key: SFrameKey;
  window: ReplayWindow;
}

/** Far above what 15 minutes of any call need, far below what AES-GCM allows a key with unique nonces. */
export const MAX_COUNTER = 2 ** 32;

export const createSender = (key: SFrameKey): SFrameSender => ({ key, next: 0 });
export const createReceiver = (key: SFrameKey): SFrameReceiver => ({ key, window: createReplayWindow() });

/** The parts of an SFrame ciphertext, apart so that the caller can lay them out without another copy. */
export interface SealedFrame {
  header: Bytes;
  sealed: ArrayBuffer;
}

/** Encrypts under a given counter (RFC 9605 section 4.4.3). Only vectors call it directly; media use `sealFrame`. */
export async function sealWithCounter(
  key: SFrameKey,
  ctr: Uint64,
  metadata: Uint8Array,
  plaintext: Bytes,
): Promise<SealedFrame> {
  const header = encodeHeader(key.kid, ctr);
  const aad = concat(header, metadata);
  return { header, sealed: await aeadSeal(key.aead, sframeNonce(key.salt, ctr), aad, plaintext) };
}

/**
 * Encrypts under the next counter, which is taken before anything is awaited.
 * @throws E2eeError `counter_exhausted`
 */
export function sealFrame(
  sender: SFrameSender,
  metadata: Uint8Array,
  plaintext: Bytes,
): Promise<SealedFrame> {
  if (sender.next >= MAX_COUNTER) return Promise.reject(new E2eeError('counter_exhausted'));
  return sealWithCounter(sender.key, sender.next++, metadata, plaintext);
}

/**
 * Decrypts what starts at `at` of `frame` (RFC 9605 section 4.4.4) with the receiver that `find` gives for the KID,
 * and marks its counter as seen (R21).
 * @throws E2eeError `malformed`, whatever `find` throws, `replayed`, `not_authentic`
 */
export async function openFrameAt(
  frame: Bytes,
  at: number,
  metadata: Uint8Array,
  find: (kid: Uint64) => SFrameReceiver,
): Promise<ArrayBuffer> {
  const { kid, ctr, length } = decodeHeader(frame, at);
  const { key, window } = find(kid);
  if (typeof ctr !== 'number' || !isFresh(window, ctr)) throw new E2eeError('replayed');
  const body = at + length;
  const aad = concat(frame.subarray(at, body), metadata);
  const plaintext = await aeadOpen(key.aead, sframeNonce(key.salt, ctr), aad, frame.subarray(body));
  if (!testAndSet(window, ctr)) throw new E2eeError('replayed');
  return plaintext;
}
