import type { Slot } from '@visavis/protocol';
import { expect, test } from 'vitest';
import { createLocalTracks } from './local-tracks.ts';

/** As much of a track as an end touches, in a runtime without cameras. */
function drawnTrack(kind: 'audio' | 'video'): MediaStreamTrack {
  const track = { kind, enabled: true, clone: () => drawnTrack(kind), stop: () => undefined };
  return track as unknown as MediaStreamTrack;
}

/** Both tracks of an end: what was let through of them, and what the connection has of each. */
function openEnd({ isProven = true, asksForKeyFrames = true } = {}) {
  const sent: string[] = [];
  const insisted: string[] = [];
  const proof = Promise.withResolvers<void>();
  const given = new Map<Slot, MediaStreamTrack>();
  const local = createLocalTracks({
    local: { getTracks: () => [drawnTrack('audio'), drawnTrack('video')] } as unknown as MediaStream,
    release: slot => sent.push(given.get(slot)?.enabled ? slot : `${slot} in black`),
    asksForKeyFrames,
    isProven: () => isProven,
    proven: () => proof.promise,
    insist: slot => insisted.push(slot),
    onAlarm: code => sent.push(code),
  });
  const give = (slot: Slot, track: MediaStreamTrack) => Promise.resolve(void given.set(slot, track));
  const renew = (slot: Slot) => Promise.resolve(void sent.push(`${slot} anew`));
  const signals = {
    accepted: () => local.accept(),
    slots: () => local.use({ produce: give, replace: give, renew }),
    seal: () => local.canSeal(),
    awaited: () => local.isAwaited(),
  };
  const isSeen = (slot: Slot) => given.get(slot)?.enabled;
  return { local, signals, sent, insisted, proof, isSeen };
}

const orders = (names: readonly string[]): string[][] =>
  names.length < 2
    ? [[...names]]
    : names.flatMap(name => orders(names.filter(other => other !== name)).map(rest => [name, ...rest]));
const names = ['accepted', 'slots', 'seal', 'awaited'] as const;
/** Whatever was promised so far has been done. */
const tick = () => new Promise(resolve => setTimeout(resolve, 0));

test.each(orders(names))('R80 nothing leaves before all of %s, %s, %s, %s', async (...order) => {
  const { signals, sent, isSeen } = openEnd();
  for (const name of order) {
    expect(sent).toEqual([]);
    expect(isSeen('camera')).not.toBe(true);
    await signals[name as (typeof names)[number]]();
    await tick();
  }
  expect(sent).toEqual(['microphone', 'camera']);
});

test('a new key does not start them again', async () => {
  const { signals, sent } = openEnd();
  for (const name of names) await signals[name]();
  signals.seal();
  await tick();
  expect(sent).toEqual(['microphone', 'camera']);
});

test('R32 where a transform may be left unused, black and silence leave first, and the rest once it is proven', async () => {
  const { signals, sent, insisted, proof, isSeen } = openEnd({ isProven: false });
  for (const name of names) await signals[name]();
  await tick();
  expect(sent).toEqual([]);
  expect(isSeen('camera')).toBe(false);
  expect(insisted.toSorted()).toEqual(['camera', 'microphone']);
  proof.resolve();
  await tick();
  expect(sent).toEqual(['microphone', 'camera']);
});

test('where the worker cannot ask for a key frame, the encoder starts anew', async () => {
  const { signals, sent } = openEnd({ asksForKeyFrames: false });
  for (const name of names) await signals[name]();
  await tick();
  expect(sent).toEqual(['microphone', 'microphone anew', 'camera', 'camera anew']);
});

test('another camera is black until the call is accepted, and seen from then on', async () => {
  const { local, signals, isSeen } = openEnd();
  for (const name of ['slots', 'seal', 'awaited'] as const) await signals[name]();
  await local.replace(drawnTrack('video'));
  expect(isSeen('camera')).toBe(false);
  signals.accepted();
  await tick();
  expect(isSeen('camera')).toBe(true);
  await local.replace(drawnTrack('video'));
  expect(isSeen('camera')).toBe(true);
});
