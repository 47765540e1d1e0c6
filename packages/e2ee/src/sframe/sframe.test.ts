import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aes256CtrHmac, aesCtrHmac } from '../../test/rfc9605/aead.ts';
import { frameInputs, frames } from '../../test/rfc9605/frames.ts';
import { headers } from '../../test/rfc9605/headers.ts';
import { concat, fromHex, randomBytes, toHex } from '../bytes.ts';
import { aeadOpen, aeadSeal, importAeadKeys } from './aead.ts';
import {
  createReceiver,
  createSender,
  MAX_COUNTER,
  openFrameAt,
  sealFrame,
  sealWithCounter,
} from './context.ts';
import { decodeHeader, encodeHeader, type Uint64 } from './header.ts';
import { deriveSFrameKey, deriveSFrameSecrets, sframeLabel, sframeNonce } from './keys.ts';
import { createReplayWindow, isFresh, REPLAY_WINDOW, testAndSet } from './replay.ts';
import { AES_256_GCM_SHA512_128, SFRAME_SUITES } from './suites.ts';

const uint64 = (hex: string): Uint64 => {
  const value = BigInt(`0x${hex}`);
  return value <= Number.MAX_SAFE_INTEGER ? Number(value) : value;
};
const suiteOf = (id: number) => {
  const suite = SFRAME_SUITES[id];
  if (!suite) throw new Error(`no suite ${id}`);
  return suite;
};

describe('R17 RFC 9605, Appendix C', () => {
  it('C.1 headers, both ways', () => {
    expect(headers.length).toBe(289);
    for (const vector of headers) {
      const [kid, ctr] = [uint64(vector.kid), uint64(vector.ctr)];
      expect(toHex(encodeHeader(kid, ctr))).toBe(vector.header);
      expect(decodeHeader(fromHex(vector.header))).toEqual({ kid, ctr, length: vector.header.length / 2 });
    }
  });

  it.each([...aesCtrHmac, ...aes256CtrHmac])('C.2 AES-CTR with HMAC, suite $suite', async vector => {
    const keys = await importAeadKeys(suiteOf(vector.suite), fromHex(vector.key));
    const [nonce, aad] = [fromHex(vector.nonce), fromHex(vector.aad)];
    const sealed = new Uint8Array(await aeadSeal(keys, nonce, aad, fromHex(vector.plaintext)));
    expect(toHex(sealed)).toBe(vector.ciphertext);
    expect(toHex(new Uint8Array(await aeadOpen(keys, nonce, aad, sealed)))).toBe(vector.plaintext);
    sealed[0] = (sealed[0] ?? 0) ^ 1;
    await expect(aeadOpen(keys, nonce, aad, sealed)).rejects.toMatchObject({ code: 'not_authentic' });
  });

  it.each(frames)('C.3 whole frames, suite $suite', async vector => {
    const suite = suiteOf(vector.suite);
    const { kid, ctr } = frameInputs;
    const baseKey = fromHex(frameInputs.baseKey);
    expect(toHex(sframeLabel('key', kid, suite))).toBe(vector.keyLabel);
    expect(toHex(sframeLabel('salt', kid, suite))).toBe(vector.saltLabel);
    // HKDF-Extract happens inside WebCrypto; computed apart, it says that the appendix was read right.
    expect(createHmac(suite.hash.replace('-', ''), '').update(baseKey).digest('hex')).toBe(vector.secret);
    const secrets = await deriveSFrameSecrets(suite, kid, baseKey);
    expect(toHex(secrets.key)).toBe(vector.key);
    expect(toHex(secrets.salt)).toBe(vector.salt);
    expect(toHex(sframeNonce(secrets.salt, ctr))).toBe(vector.nonce);
    const key = await deriveSFrameKey(suite, kid, baseKey);
    const metadata = fromHex(frameInputs.metadata);
    expect(toHex(concat(encodeHeader(kid, ctr), metadata))).toBe(frameInputs.aad);
    const frame = await sealWithCounter(key, ctr, metadata, fromHex(frameInputs.plaintext));
    expect(toHex(frame)).toBe(vector.ciphertext);
    const opened = await openFrameAt(frame, 0, metadata, () => createReceiver(key));
    expect(toHex(opened)).toBe(frameInputs.plaintext);
  });
});

describe('counters', () => {
  it('R19 takes each counter once, also when frames are sealed at the same time, and stops at the end', async () => {
    const sender = createSender(await deriveSFrameKey(AES_256_GCM_SHA512_128, 16, new Uint8Array(32)));
    const none = new Uint8Array(0);
    const frames = await Promise.all(Array.from({ length: 50 }, () => sealFrame(sender, none, none)));
    expect(new Set(frames.map(frame => decodeHeader(frame).ctr)).size).toBe(50);
    sender.next = MAX_COUNTER;
    await expect(sealFrame(sender, none, none)).rejects.toMatchObject({ code: 'counter_exhausted' });
  });

  it.each([5, 1])(
    'R19 suite %i: frames sealed and opened at the same time keep their own nonce and additional data',
    async id => {
      const key = await deriveSFrameKey(suiteOf(id), 16, new Uint8Array(32));
      const [sender, receiver] = [createSender(key), createReceiver(key)];
      const frames = Array.from({ length: 200 }, (_, i) => randomBytes(1 + i * 20));
      const label = (i: number) => Uint8Array.of(1 + (i % 2));
      const clear = (i: number) =>
        i % 3 === 0 ? new Uint8Array(0) : new Uint8Array(i % 3 === 1 ? 3 : 10).fill(i);
      const sealed = await Promise.all(
        frames.map((frame, i) => sealFrame(sender, label(i), frame, clear(i))),
      );
      const opened = await Promise.all(
        sealed.map((frame, i) => openFrameAt(frame, clear(i).length, label(i), () => receiver)),
      );
      expect(opened).toEqual(frames.map((frame, i) => concat(clear(i), frame)));
    },
  );

  it('R21 the window agrees with a plain set of what was seen', () => {
    const counters = fc.array(fc.oneof(fc.nat(200), fc.nat(3 * REPLAY_WINDOW)), { maxLength: 200 });
    fc.assert(
      fc.property(counters, sequence => {
        const window = createReplayWindow();
        const seen = new Set<number>();
        for (const ctr of sequence) {
          const fresh = !seen.has(ctr) && Math.max(-1, ...seen) - ctr < REPLAY_WINDOW;
          expect(isFresh(window, ctr)).toBe(fresh);
          expect(testAndSet(window, ctr)).toBe(fresh);
          if (fresh) seen.add(ctr);
        }
      }),
    );
  });

  it('R21 of two copies opened at the same time one is dropped, and a forged frame does not move the window', async () => {
    const key = await deriveSFrameKey(AES_256_GCM_SHA512_128, 16, new Uint8Array(32));
    const metadata = new Uint8Array(1);
    const frame = await sealWithCounter(key, 7, metadata, new Uint8Array(9));
    const receiver = createReceiver(key);
    const forged = concat(encodeHeader(16, 2 ** 40), frame.subarray(2));
    await expect(openFrameAt(forged, 0, metadata, () => receiver)).rejects.toMatchObject({
      code: 'not_authentic',
    });
    const results = await Promise.allSettled(
      [frame, frame].map(copy => openFrameAt(copy, 0, metadata, () => receiver)),
    );
    expect(results.map(result => result.status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});
