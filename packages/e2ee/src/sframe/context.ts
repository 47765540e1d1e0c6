import type { Bytes } from '../bytes.ts';
import { E2eeError } from '../errors.ts';
import { aeadOpen, aeadSeal } from './aead.ts';
import { decodeHeader, encodeHeader, type Uint64 } from './header.ts';
import { sframeNonce, type SFrameKey } from './keys.ts';
import { createReplayWindow, isFresh, testAndSet, type ReplayWindow } from './replay.ts';
import { scratch, scratchNonce } from './scratch.ts';

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

/** Additional data: header, label, clear bytes (RFC 9605 section 4.4.3; the last two are its metadata). */
function additionalData(header: Uint8Array, label: Uint8Array, clear: Uint8Array): Bytes {
  const aad = scratch(header.length + label.length + clear.length);
  aad.set(header);
  aad.set(label, header.length);
  aad.set(clear, header.length + label.length);
  return aad;
}

const NOTHING = new Uint8Array(0);

/**
 * Encrypts under a given counter (RFC 9605 section 4.4.3). Only vectors call it directly; media use `sealFrame`.
 * @param label authenticated only
 * @param clear authenticated, and the beginning of what is returned
 * @returns `clear ‖ SFrame header ‖ ciphertext ‖ tag` in one new buffer
 */
export async function sealWithCounter(
  key: SFrameKey,
  ctr: Uint64,
  label: Uint8Array,
  plaintext: Bytes,
  clear: Uint8Array = NOTHING,
): Promise<Bytes> {
  const header = encodeHeader(key.kid, ctr);
  const aad = additionalData(header, label, clear);
  const nonce = sframeNonce(key.salt, ctr, scratchNonce);
  const sealed = await aeadSeal(key.aead, nonce, aad, plaintext);
  const body = clear.length + header.length;
  const out = new Uint8Array(body + sealed.byteLength);
  out.set(clear);
  out.set(header, clear.length);
  out.set(new Uint8Array(sealed), body);
  return out;
}

/**
 * Encrypts under the next counter, which is taken before anything is awaited.
 * @returns `clear ‖ SFrame header ‖ ciphertext ‖ tag` in one new buffer
 * @throws E2eeError `counter_exhausted`
 */
export function sealFrame(
  sender: SFrameSender,
  label: Uint8Array,
  plaintext: Bytes,
  clear?: Uint8Array,
): Promise<Bytes> {
  if (sender.next >= MAX_COUNTER) return Promise.reject(new E2eeError('counter_exhausted'));
  return sealWithCounter(sender.key, sender.next++, label, plaintext, clear);
}

/**
 * Decrypts what starts at `at` of `frame` (RFC 9605 section 4.4.4) with the receiver that `find` gives for the KID,
 * and marks its counter as seen (R21). What is before `at` is authenticated.
 * @returns what is before `at`, then the plaintext
 * @throws E2eeError `malformed`, whatever `find` throws, `replayed`, `not_authentic`
 */
export async function openFrameAt(
  frame: Bytes,
  at: number,
  label: Uint8Array,
  find: (kid: Uint64) => SFrameReceiver,
): Promise<Bytes> {
  const { kid, ctr, length } = decodeHeader(frame, at);
  const { key, window } = find(kid);
  if (typeof ctr !== 'number' || !isFresh(window, ctr)) throw new E2eeError('replayed');
  const body = at + length;
  const clear = at === 0 ? NOTHING : frame.subarray(0, at);
  const aad = additionalData(frame.subarray(at, body), label, clear);
  const nonce = sframeNonce(key.salt, ctr, scratchNonce);
  const plaintext = new Uint8Array(await aeadOpen(key.aead, nonce, aad, frame.subarray(body)));
  if (!testAndSet(window, ctr)) throw new E2eeError('replayed');
  if (at === 0) return plaintext;
  const out = new Uint8Array(at + plaintext.length);
  out.set(clear);
  out.set(plaintext, at);
  return out;
}
