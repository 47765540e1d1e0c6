import { expect, it } from 'vitest';
import { createReceiver, createSender } from '../sframe/context.ts';
import { decodeHeader } from '../sframe/header.ts';
import { deriveSFrameKey } from '../sframe/keys.ts';
import { AES_256_GCM_SHA512_128 } from '../sframe/suites.ts';
import { toKid } from '../sender-keys.ts';
import { openFrame, protectFrame } from './frame.ts';
import { clearLength, isKeyFrame, keyFrameSize } from './vp8.ts';

const key = await deriveSFrameKey(AES_256_GCM_SHA512_128, toKid(1, 0), new Uint8Array(32).fill(7));
const bytes = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], pair => parseInt(pair, 16));

/** The beginnings of real frames of Chromium's encoder: three simulcast layers, then a delta frame. */
const layers = [
  ['f010009d012af0008700396b', 240, 135],
  ['d02b009d012ae0010e01396b', 480, 270],
  ['b08e009d012ac0031c02396b', 960, 540],
] as const;
const deltas = ['7108001a1c240c2c2c44cc24', '7108001a'].map(bytes);

it.each(layers)('R18 R76 a key frame of a layer, %s, says its own size', (head, width, height) => {
  const frame = bytes(head);
  expect(isKeyFrame(frame)).toBe(true);
  expect(clearLength(frame)).toBe(10);
  expect(keyFrameSize(frame)).toEqual({ width, height });
});

it('R18 scaling bits are no part of the size', () => {
  const frame = bytes('f010009d012af0408780396b');
  expect(keyFrameSize(frame)).toEqual({ width: 240, height: 135 });
});

it('R18 delta frames keep three bytes and say no size', () => {
  for (const frame of deltas) {
    expect(clearLength(frame)).toBe(3);
    expect(keyFrameSize(frame)).toBeUndefined();
  }
});

it('R19 R76 layers, empty frames between them: one counter, and no value of it is spent on nothing', async () => {
  const sender = createSender(key);
  const receiver = createReceiver(key);
  const frames = [...layers.map(([head]) => bytes(head)), ...deltas];
  const counters: number[] = [];
  for (const frame of frames) {
    for (const nothing of [new Uint8Array(0), bytes('01'), bytes('f010009d012af0')])
      await expect(protectFrame(nothing, 'camera', sender)).rejects.toMatchObject({
        code: 'frame_too_short',
      });
    const sealed = await protectFrame(frame, 'camera', sender);
    counters.push(Number(decodeHeader(sealed, clearLength(frame)).ctr));
    expect(await openFrame(sealed, 'camera', () => receiver)).toEqual(frame);
  }
  expect(counters).toEqual(frames.map((_, at) => at));
});

it('R76 a receiver drops an empty frame and goes on', async () => {
  const receiver = createReceiver(key);
  const sealed = await protectFrame(bytes('b10100c9'), 'camera', createSender(key));
  for (const [slot, nothing] of [
    ['camera', new Uint8Array(0)],
    ['camera', bytes('b101')],
    ['microphone', new Uint8Array(0)],
  ] as const)
    await expect(openFrame(nothing, slot, () => receiver)).rejects.toMatchObject({ code: 'frame_too_short' });
  // cut within the header or the tag
  for (const length of [3, 4, 12])
    await expect(openFrame(sealed.slice(0, length), 'camera', () => receiver)).rejects.toMatchObject({
      code: expect.stringMatching(/malformed|not_authentic/) as string,
    });
  expect(await openFrame(sealed, 'camera', () => receiver)).toEqual(bytes('b10100c9'));
});

it('R18 a frame of clear bytes alone is sealed as well: its tag still counts', async () => {
  const receiver = createReceiver(key);
  const sealed = await protectFrame(bytes('b10100'), 'camera', createSender(key));
  sealed[1] = 9;
  await expect(openFrame(sealed, 'camera', () => receiver)).rejects.toMatchObject({ code: 'not_authentic' });
  sealed[1] = 1;
  expect(await openFrame(sealed, 'camera', () => receiver)).toEqual(bytes('b10100'));
});
