import { describe, expect, it } from 'vitest';
import type { WrapKeys } from '../agreement/result.ts';
import { createMediaSession } from './session.ts';
import { pipeFrames, type EncodedFrame } from './transform.ts';
import type { FromWorker } from './worker-protocol.ts';

const roster = [
  { index: 0, participant: 'customer' },
  { index: 1, participant: 'agent' },
];
const camera = (direction: 'send' | 'receive', index: number) =>
  ({ direction, slot: 'camera', index }) as const;
const delta = () => Uint8Array.of(1, 2, 3, 4, 5, 6);

async function wraps(): Promise<[WrapKeys, WrapKeys]> {
  const make = () =>
    crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  const [a, b] = [await make(), await make()];
  return [
    { seal: a, open: b },
    { seal: b, open: a },
  ];
}

function makeEnd(clock: { now: number }) {
  const posted: FromWorker[] = [];
  const session = createMediaSession(
    message => posted.push(message),
    () => clock.now,
  );
  const lastKey = () => {
    const sealed = posted.findLast(message => message.type === 'sealed-key');
    if (sealed?.type !== 'sealed-key') throw new Error('no key sealed');
    return sealed.sealed;
  };
  return { session, posted, lastKey };
}

async function twoEnds() {
  const clock = { now: 0 };
  const [left, right] = [makeEnd(clock), makeEnd(clock)];
  const [l, r] = await wraps();
  const common = { type: 'join', attempt: 'attempt-1', agreementNumber: 1, roster } as const;
  await left.session.join({ ...common, self: 0, peers: [{ index: 1, wrap: l }] });
  await right.session.join({ ...common, self: 1, peers: [{ index: 0, wrap: r }] });
  await right.session.takePeerKey(0, left.lastKey());
  return { clock, left, right, r };
}

describe('media session', () => {
  it('R22 R23 says sending once its key stands, and seals nothing before', async () => {
    const end = makeEnd({ now: 0 });
    await expect(end.session.convert(camera('send', 0), delta())).rejects.toMatchObject({ code: 'no_key' });
    await expect(end.session.convert(camera('receive', 1), delta())).rejects.toMatchObject({
      code: 'no_key',
    });
    const { left, right } = await twoEnds();
    expect(left.posted.at(-1)).toEqual({ type: 'sending', epoch: 65536 });
    const sealed = await left.session.convert(camera('send', 0), delta());
    expect(await right.session.convert(camera('receive', 0), sealed)).toEqual(delta());
  });

  it('R20 does not open its own frames, reflected', async () => {
    const { left } = await twoEnds();
    const sealed = await left.session.convert(camera('send', 0), delta());
    for (const index of [0, 1])
      await expect(left.session.convert(camera('receive', index), sealed)).rejects.toMatchObject({
        code: 'wrong_sender',
      });
  });

  it('R13 R15 R16 rotates: frames of both keys open, an old sealed key is refused', async () => {
    const { clock, left, right } = await twoEnds();
    const first = left.lastKey();
    const before = await left.session.convert(camera('send', 0), delta());
    await left.session.rotate();
    await right.session.takePeerKey(0, left.lastKey());
    await expect(right.session.takePeerKey(0, first)).rejects.toMatchObject({ code: 'old_epoch' });
    clock.now = 5000;
    const after = await left.session.convert(camera('send', 0), delta());
    expect(after.slice(3, 7)).not.toEqual(before.slice(3, 7));
    expect(await right.session.convert(camera('receive', 0), after)).toEqual(delta());
    expect(await right.session.convert(camera('receive', 0), before)).toEqual(delta());
  });

  it('R14 R15 after someone left their frames and keys are nothing, even with a rotation under way', async () => {
    const { left, right } = await twoEnds();
    const sealed = await left.session.convert(camera('send', 0), delta());
    await left.session.rotate();
    const change = { roster: roster.slice(1), peers: [] };
    const [, leaving] = [right.session.rotate(), right.session.changeRoster(change)];
    await leaving;
    await expect(right.session.convert(camera('receive', 0), sealed)).rejects.toMatchObject({
      code: 'no_key',
    });
    await expect(right.session.takePeerKey(0, left.lastKey())).rejects.toMatchObject({
      code: 'wrong_sender',
    });
    const keysForLeaver = right.posted.filter(m => m.type === 'sealed-key' && m.epoch === 65538);
    expect(keysForLeaver).toEqual([]);
  });

  it('R13 a new agreement starts above all epochs before, and the old wrapping key is gone', async () => {
    const { left, right } = await twoEnds();
    const [l, r] = await wraps();
    const old = left.lastKey();
    const join = { type: 'join', attempt: 'attempt-1', agreementNumber: 2, roster } as const;
    await right.session.join({ ...join, self: 1, peers: [{ index: 0, wrap: r }] });
    await expect(right.session.takePeerKey(0, old)).rejects.toMatchObject({ code: 'bad_sender_key' });
    const reloaded = makeEnd({ now: 0 });
    await reloaded.session.join({ ...join, self: 0, peers: [{ index: 1, wrap: l }] });
    await right.session.takePeerKey(0, reloaded.lastKey());
    expect(right.posted.at(-1)).toEqual({ type: 'receiving', from: 0, epoch: 131072 });
  });
});

describe('pipe', () => {
  it('R22 passes only what was converted, drops and counts the rest, takes no other codec', async () => {
    const { left } = await twoEnds();
    const frame = (data: Uint8Array<ArrayBuffer>, mimeType = 'video/VP8'): EncodedFrame => ({
      data: data.buffer,
      type: 'delta',
      getMetadata: () => ({ rtpTimestamp: 1, mimeType }),
    });
    const input = [frame(delta(), 'video/H264'), frame(Uint8Array.of(1)), frame(delta())];
    const out: EncodedFrame[] = [];
    const tapped: Uint8Array[] = [];
    const stats = await new Promise<ReturnType<typeof pipeFrames>>(resolve => {
      const result = pipeFrames(
        new ReadableStream({
          start: controller => {
            for (const one of input) controller.enqueue(one);
            controller.close();
          },
        }),
        new WritableStream({ write: one => void out.push(one), close: () => resolve(result) }),
        camera('send', 0),
        {
          convert: data => left.session.convert(camera('send', 0), data),
          tap: () => clear => tapped.push(clear.data),
          onAttached: () => undefined,
          onFirst: () => undefined,
        },
      );
    });
    expect(stats).toMatchObject({ passed: 1, dropped: { malformed: 1, frame_too_short: 1 } });
    expect(out.map(({ data }) => data.byteLength)).toEqual([6 + 4 + 16]);
    expect(tapped).toEqual([delta()]);
  });
});
