import { describe, expect, it } from 'vitest';
import type { RosterEntry } from './roster.ts';
import { firstEpoch, fromKid, openSenderKey, sealSenderKey, toKid } from './sender-keys.ts';

const roster: RosterEntry[] = [
  { index: 0, participant: 'customer' },
  { index: 1, participant: 'agent' },
];
const context = { attempt: 'attempt-1', roster, sender: 0 };
const aesKey = () =>
  crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
const key = new Uint8Array(32).fill(7);

describe('sender keys', () => {
  it('R13 R14 arrive with their epoch, whatever order the roster is written in', async () => {
    const wrap = await aesKey();
    const sealed = await sealSenderKey(context, 65536, key, wrap);
    const reversed = { ...context, roster: roster.toReversed() };
    expect(await openSenderKey(reversed, sealed, wrap)).toEqual({ epoch: 65536, key });
    expect(firstEpoch(2)).toBeGreaterThan(firstEpoch(1) + 60_000);
    expect(fromKid(toKid(firstEpoch(3), 15))).toEqual({ epoch: firstEpoch(3), index: 15 });
  });

  it('R14 do not open for another attempt, roster, sender or wrapping key, nor with any bit changed', async () => {
    const wrap = await aesKey();
    const sealed = await sealSenderKey(context, 65536, key, wrap);
    const code = (other: Partial<typeof context>, bytes = sealed, by = wrap) =>
      openSenderKey({ ...context, ...other }, bytes, by).then(
        () => 'opened',
        (error: unknown) => (error as { code: string }).code,
      );
    expect(await code({ attempt: 'attempt-2' })).toBe('bad_sender_key');
    expect(await code({ sender: 1 })).toBe('wrong_sender');
    expect(await code({ roster: [...roster, { index: 2, participant: 'mallory' }] })).toBe('wrong_roster');
    expect(await code({}, sealed, await aesKey())).toBe('bad_sender_key');
    expect(await code({}, Uint8Array.of(...sealed, 0))).toBe('malformed');
    for (let i = 0; i < sealed.length; i++) {
      const flipped = sealed.slice();
      flipped[i] = (flipped[i] ?? 0) ^ 1;
      expect(await code({}, flipped)).not.toBe('opened');
    }
  });

  it('R14 a roster with two at one place, or none, is refused', async () => {
    const wrap = await aesKey();
    const twice = [...roster, { index: 1, participant: 'other' }];
    await expect(sealSenderKey({ ...context, roster: twice }, 1, key, wrap)).rejects.toThrow('wrong_roster');
    await expect(sealSenderKey({ ...context, roster: [] }, 1, key, wrap)).rejects.toThrow('wrong_roster');
  });
});
