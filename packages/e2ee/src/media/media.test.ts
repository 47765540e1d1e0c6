import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concat, randomBytes } from '../bytes.ts';
import {
  createReceiver,
  createSender,
  openFrameAt,
  type SFrameReceiver,
  type SFrameSender,
} from '../sframe/context.ts';
import { deriveSFrameKey } from '../sframe/keys.ts';
import { encodeHeader } from '../sframe/header.ts';
import { AES_256_GCM_SHA512_128 } from '../sframe/suites.ts';
import { toKid } from '../sender-keys.ts';
import { kidOf, openFrame, protectFrame, type TrackSlot } from './frame.ts';
import {
  ACTIVATION_DELAY_MS,
  createReceiveKeys,
  currentSendKey,
  findReceiveKey,
  installReceiveKey,
  installSendKey,
  OLD_KEY_LIFE_MS,
  removeReceiveKeys,
  type SendKeys,
} from './key-ring.ts';
import { clearLength, keyFrameSize } from './vp8.ts';

const base = new Uint8Array(32).fill(3);
const keyOf = (epoch: number, index: number, raw = base) =>
  deriveSFrameKey(AES_256_GCM_SHA512_128, toKid(epoch, index), raw);
const slots: TrackSlot[] = ['camera', 'microphone'];
const slot = fc.constantFrom(...slots);
const frame = fc.uint8Array({ minLength: 10, maxLength: 300 }).map(bytes => new Uint8Array(bytes));
const code = (promise: Promise<unknown>) =>
  promise.then(
    () => 'opened',
    (error: unknown) => (error as { code: string }).code,
  );

describe('frames', () => {
  it('R18 any frame survives, with exactly the clear bytes that the P bit says', async () => {
    const key = await keyOf(1, 0);
    await fc.assert(
      fc.asyncProperty(frame, slot, async (data, of) => {
        const sealed = await protectFrame(data, of, createSender(key));
        const clear = of === 'camera' ? ((data[0] ?? 0) & 1 ? 3 : 10) : 0;
        expect(sealed.slice(0, clear)).toEqual(data.slice(0, clear));
        expect(sealed.slice(clear, clear + 2)).toEqual(encodeHeader(16, 0));
        expect(sealed.length).toBe(data.length + 2 + 16);
        expect(await openFrame(sealed, of, () => createReceiver(key))).toEqual(data);
      }),
    );
  });

  it('R18 R20 with any bit changed, or in the other slot, a frame is dropped', async () => {
    const key = await keyOf(1, 0);
    const find = (kid: unknown): SFrameReceiver => {
      if (kid !== 16) throw Object.assign(new Error(), { code: 'no_key' });
      return createReceiver(key);
    };
    await fc.assert(
      fc.asyncProperty(frame, slot, fc.nat(), async (data, of, bit) => {
        const sealed = await protectFrame(data, of, createSender(key));
        const other = of === 'camera' ? 'microphone' : 'camera';
        expect(await code(openFrame(sealed, other, find))).not.toBe('opened');
        const at = bit % (sealed.length * 8);
        sealed[at >> 3] = (sealed[at >> 3] ?? 0) ^ (1 << (at & 7));
        expect(await code(openFrame(sealed, of, find))).not.toBe('opened');
      }),
    );
  });

  it('R20 the clear bytes or header of another frame do not fit', async () => {
    const sender = createSender(await keyOf(1, 0));
    const [one, two] = [randomBytes(40), randomBytes(40)];
    one[0] = two[0] = 1;
    const [a, b] = [await protectFrame(one, 'camera', sender), await protectFrame(two, 'camera', sender)];
    const find = () => createReceiver(sender.key);
    expect(await code(openFrame(concat(a.subarray(0, 3), b.subarray(3)), 'camera', find))).toBe(
      'not_authentic',
    );
    expect(await code(openFrame(concat(a.subarray(0, 6), b.subarray(6)), 'camera', find))).toBe(
      'not_authentic',
    );
    expect(kidOf(a, 'camera')).toBe(16);
  });

  it('R20 the slot is authenticated, not only the place where the header is looked for', async () => {
    const key = await keyOf(1, 0);
    const sealed = await protectFrame(randomBytes(30), 'microphone', createSender(key));
    const open = (slotByte: number) =>
      code(openFrameAt(sealed, 0, Uint8Array.of(slotByte), () => createReceiver(key)));
    expect(await open(1)).toBe('opened');
    expect(await open(2)).toBe('not_authentic');
  });

  it('R21 a replayed frame is dropped', async () => {
    const key = await keyOf(1, 0);
    const receiver = createReceiver(key);
    const sealed = await protectFrame(randomBytes(30), 'microphone', createSender(key));
    expect(await code(openFrame(sealed, 'microphone', () => receiver))).toBe('opened');
    expect(await code(openFrame(sealed, 'microphone', () => receiver))).toBe('replayed');
  });

  it('R18 frames too short for their header are refused', async () => {
    const sender = createSender(await keyOf(1, 0));
    expect(await code(protectFrame(new Uint8Array(9), 'camera', sender))).toBe('frame_too_short');
    expect(await code(protectFrame(Uint8Array.of(1, 2), 'camera', sender))).toBe('frame_too_short');
    expect(await code(protectFrame(new Uint8Array(0), 'microphone', sender))).toBe('frame_too_short');
    expect(clearLength(Uint8Array.of(0))).toBe(10);
    const keyFrame = Uint8Array.of(0x10, 0, 0, 0x9d, 0x01, 0x2a, 0x80, 0x02, 0xe0, 0x41);
    expect(keyFrameSize(keyFrame)).toEqual({ width: 640, height: 480 });
    expect(keyFrameSize(Uint8Array.of(0x11, ...keyFrame.slice(1)))).toBeUndefined();
  });
});

describe('key ring', () => {
  const refusal = (work: () => unknown): string => {
    try {
      work();
      return 'none';
    } catch (error) {
      return (error as { code: string }).code;
    }
  };

  it('R13 R20 takes rising epochs of others only, and finds only the keys of the track’s participant', async () => {
    const keys = createReceiveKeys<SFrameReceiver>(1);
    const receiver = createReceiver(await keyOf(5, 0));
    installReceiveKey(keys, 0, 5, receiver, 0);
    expect(refusal(() => installReceiveKey(keys, 0, 5, receiver, 0))).toBe('old_epoch');
    expect(refusal(() => installReceiveKey(keys, 0, 4, receiver, 0))).toBe('old_epoch');
    expect(refusal(() => installReceiveKey(keys, 1, 9, receiver, 0))).toBe('wrong_sender');
    expect(findReceiveKey(keys, toKid(5, 0), 0, 0)).toBe(receiver);
    expect(refusal(() => findReceiveKey(keys, toKid(5, 0), 2, 0))).toBe('wrong_sender');
    expect(refusal(() => findReceiveKey(keys, toKid(5, 1), 1, 0))).toBe('wrong_sender');
    expect(refusal(() => findReceiveKey(keys, toKid(6, 0), 0, 0))).toBe('no_key');
    expect(refusal(() => findReceiveKey(keys, 2n ** 60n, 0, 0))).toBe('wrong_sender');
  });

  it('R15 an old key lives 10 s, that of someone who left not at all', async () => {
    const keys = createReceiveKeys<SFrameReceiver>(1);
    const old = createReceiver(await keyOf(5, 0));
    installReceiveKey(keys, 0, 5, old, 0);
    installReceiveKey(keys, 0, 6, createReceiver(await keyOf(6, 0)), 1000);
    expect(findReceiveKey(keys, toKid(5, 0), 0, 1000 + OLD_KEY_LIFE_MS - 1)).toBe(old);
    const late = 1000 + OLD_KEY_LIFE_MS;
    expect(refusal(() => findReceiveKey(keys, toKid(5, 0), 0, late))).toBe('old_epoch');
    removeReceiveKeys(keys, 0);
    expect(refusal(() => findReceiveKey(keys, toKid(6, 0), 0, late))).toBe('no_key');
  });

  it('R16 R22 a first key is used at once, a next one after a second; without one nothing goes', async () => {
    const keys: SendKeys<SFrameSender> = {};
    expect(refusal(() => currentSendKey(keys, 0))).toBe('no_key');
    const [one, two, three] = [await keyOf(1, 0), await keyOf(2, 0), await keyOf(3, 0)].map(createSender);
    if (!one || !two || !three) throw new Error('no keys');
    installSendKey(keys, one, 0, false);
    expect(currentSendKey(keys, 0)).toBe(one);
    installSendKey(keys, two, 0, false);
    expect(currentSendKey(keys, ACTIVATION_DELAY_MS - 1)).toBe(one);
    expect(currentSendKey(keys, ACTIVATION_DELAY_MS)).toBe(two);
    installSendKey(keys, three, 0, true);
    expect(currentSendKey(keys, 0)).toBe(three);
  });
});
