import { expect, test } from 'vitest';
import { createLocalTracks } from './local-tracks.ts';

/** As much of a track as an end touches, in a runtime without cameras. */
function drawnTrack(kind: 'audio' | 'video'): MediaStreamTrack {
  const track = { kind, enabled: true, clone: () => drawnTrack(kind), stop: () => undefined };
  return track as unknown as MediaStreamTrack;
}

/** Both tracks of an end, and those of them that may be seen and heard, as they are given to the connection. */
function openEnd({ isProven = true } = {}) {
  const sent: string[] = [];
  const insisted: string[] = [];
  const proof = Promise.withResolvers<void>();
  const local = createLocalTracks({
    local: { getTracks: () => [drawnTrack('audio'), drawnTrack('video')] } as unknown as MediaStream,
    release: () => sent.push('released'),
    isProven: () => isProven,
    proven: () => proof.promise,
    insist: slot => insisted.push(slot),
    onAlarm: code => sent.push(code),
  });
  const media = {
    produce: () => Promise.resolve(),
    replace: (slot: string, track: MediaStreamTrack | null) => {
      if (track?.enabled) sent.push(slot);
      return Promise.resolve();
    },
  };
  const signals = {
    accepted: () => local.accept(),
    slots: () => local.use(media),
    seal: () => local.canSeal(),
    awaited: () => local.isAwaited(),
  };
  return { signals, sent, insisted, proof };
}

const orders = (names: readonly string[]): string[][] =>
  names.length < 2
    ? [[...names]]
    : names.flatMap(name => orders(names.filter(other => other !== name)).map(rest => [name, ...rest]));
const names = ['accepted', 'slots', 'seal', 'awaited'] as const;
/** Whatever was promised so far has been done. */
const tick = () => new Promise(resolve => setTimeout(resolve, 0));

test.each(orders(names))('R80 nothing leaves before all of %s, %s, %s, %s', async (...order) => {
  const { signals, sent } = openEnd();
  for (const name of order) {
    expect(sent).toEqual([]);
    await signals[name as (typeof names)[number]]();
    await tick();
  }
  expect(sent).toEqual(['released', 'microphone', 'released', 'camera']);
});

test('R32 where a transform may be left unused, black and silence leave first, and the rest once it is proven', async () => {
  const { signals, sent, insisted, proof } = openEnd({ isProven: false });
  for (const name of names) await signals[name]();
  await tick();
  expect(sent).toEqual([]);
  expect(insisted.toSorted()).toEqual(['camera', 'microphone']);
  proof.resolve();
  await tick();
  expect(sent).toEqual(['released', 'microphone', 'released', 'camera']);
});
