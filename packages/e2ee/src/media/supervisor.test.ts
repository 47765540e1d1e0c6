/* Three ends: the supervisor's coming and going, and data messages, over real sessions. */
import { describe, expect, it } from 'vitest';
import { randomBytes, type Bytes } from '../bytes.ts';
import type { WrapKeys } from '../agreement/result.ts';
import { generatePair, openRosterChange, pairKeys, sealRosterChange } from '../roster-change.ts';
import { DATA_PAYLOAD_MOST } from './data.ts';
import { createMediaSession, type MediaSession } from './session.ts';
import type { FromWorker } from './worker-protocol.ts';

const customer = { index: 0, participant: 'customer' };
const agent = { index: 1, participant: 'agent' };
const supervisor = { index: 2, participant: 'supervisor' };
const two = [customer, agent];
const three = [customer, agent, supervisor];
const attempt = 'attempt-1';
const camera = (direction: 'send' | 'receive', index: number) =>
  ({ direction, slot: 'camera', index }) as const;
const delta = () => Uint8Array.of(1, 2, 3, 4, 5, 6);
const code = (promise: Promise<unknown>) =>
  promise.then(
    () => 'opened',
    (error: unknown) => (error as { code: string }).code,
  );

interface Ring {
  ends: { session: MediaSession; posted: FromWorker[] }[];
  clock: { now: number };
  /** Hands over the newest sealed keys, from everyone to everyone. */
  exchange: () => Promise<void>;
  wrap: (self: number, other: number) => WrapKeys;
}

async function makeRing(): Promise<Ring> {
  const clock = { now: 0 };
  const ends = [0, 1, 2].map(() => {
    const posted: FromWorker[] = [];
    const session = createMediaSession(
      message => posted.push(message),
      () => clock.now,
    );
    return { session, posted };
  });
  const wraps = new Map<string, WrapKeys>();
  for (const [a, b] of [
    [0, 1],
    [0, 2],
    [1, 2],
  ] as const) {
    const pair = generatePair();
    wraps.set(`${a}${b}`, await pairKeys(pair.slice(), a, b));
    wraps.set(`${b}${a}`, await pairKeys(pair, b, a));
  }
  const wrap = (self: number, other: number) => {
    const found = wraps.get(`${self}${other}`);
    if (!found) throw new Error('no wrap');
    return found;
  };
  const exchange = async () => {
    for (const [from, { posted }] of ends.entries())
      for (const message of posted.splice(0))
        if (message.type === 'sealed-key') await ends[message.to]?.session.takePeerKey(from, message.sealed);
  };
  return { ends, clock, exchange, wrap };
}

const at = ({ ends }: Ring, index: number) => {
  const end = ends[index];
  if (!end) throw new Error('no end');
  return end;
};

async function inCall(): Promise<Ring> {
  const ring = await makeRing();
  for (const [self, other] of [
    [0, 1],
    [1, 0],
  ] as const)
    await at(ring, self).session.join({
      type: 'join',
      attempt,
      agreementNumber: 1,
      self,
      roster: two,
      peers: [{ index: other, wrap: ring.wrap(self, other) }],
    });
  await ring.exchange();
  return ring;
}

async function supervised(ring: Ring): Promise<void> {
  const peers = (self: number) =>
    [0, 1, 2].filter(i => i !== self).map(index => ({ index, wrap: ring.wrap(self, index) }));
  await at(ring, 1).session.changeRoster({ roster: three, peers: peers(1) });
  await at(ring, 0).session.changeRoster({ roster: three, peers: peers(0) });
  await at(ring, 2).session.join({
    type: 'join',
    attempt,
    agreementNumber: 1,
    self: 2,
    roster: three,
    peers: peers(2),
  });
  await ring.exchange();
}

const seal = (ring: Ring, from: number) => at(ring, from).session.convert(camera('send', from), delta());
const open = (ring: Ring, self: number, from: number, frame: Bytes) =>
  code(at(ring, self).session.convert(camera('receive', from), frame.slice()));

describe('a supervisor', () => {
  it('R36 cannot open what was sent before it joined, and opens what comes after', async () => {
    const ring = await inCall();
    const before = [await seal(ring, 0), await seal(ring, 1)];
    await supervised(ring);
    ring.clock.now += 999;
    const still = await seal(ring, 0);
    expect(await open(ring, 1, 0, still)).toBe('opened');
    expect(await open(ring, 2, 0, still)).toBe('no_key');
    ring.clock.now += 1;
    for (const from of [0, 1]) {
      expect(await open(ring, 2, from, before[from] ?? new Uint8Array())).toBe('no_key');
      expect(await open(ring, 2, from, await seal(ring, from))).toBe('opened');
    }
  });

  it('R15 R36 cannot open what is sent after it left; its own frames are dropped at once', async () => {
    const ring = await inCall();
    await supervised(ring);
    ring.clock.now += 1000;
    const own = await seal(ring, 2);
    for (const [self, other] of [
      [0, 1],
      [1, 0],
    ] as const) {
      const peers = [{ index: other, wrap: ring.wrap(self, other) }];
      await at(ring, self).session.changeRoster({ roster: two, peers });
    }
    const keys = at(ring, 0).posted.filter(message => message.type === 'sealed-key');
    expect(keys.map(({ to }) => to)).toEqual([1]);
    await ring.exchange();
    for (const from of [0, 1]) {
      const later = await seal(ring, from);
      expect(await open(ring, 2, from, later)).toBe('no_key');
      expect(await open(ring, 1 - from, from, later)).toBe('opened');
      expect(await open(ring, from, 2, own)).toBe('no_key');
    }
  });

  it('R14 a key sealed for another roster is known as such, and not taken', async () => {
    const ring = await inCall();
    await at(ring, 0).session.rotate();
    const late = at(ring, 0)
      .posted.splice(0)
      .findLast(message => message.type === 'sealed-key');
    await supervised(ring);
    if (late?.type !== 'sealed-key') throw new Error('no key');
    expect(await code(at(ring, 1).session.takePeerKey(0, late.sealed))).toBe('wrong_roster');
    const forged = late.sealed.slice();
    forged[40] = (forged[40] ?? 0) ^ 1;
    expect(await code(at(ring, 1).session.takePeerKey(0, forged))).not.toBe('wrong_roster');
  });

  it('R36 a roster whose participants are not exactly those with wrapping keys is refused', async () => {
    const ring = await inCall();
    const peers = [{ index: 1, wrap: ring.wrap(0, 1) }];
    expect(await code(at(ring, 0).session.changeRoster({ roster: three, peers }))).toBe('wrong_roster');
    expect(await code(at(ring, 0).session.changeRoster({ roster: [agent], peers }))).toBe('wrong_roster');
  });
});

describe('a change of the roster', () => {
  const change = (number: number) => ({
    number,
    roster: three,
    introductions: [{ index: 2, certificate: 'a.b.c', pair: randomBytes(64) }],
  });

  it('R35 opens only for whom, for what and in the order it was sealed', async () => {
    const ring = await makeRing();
    const [mine, others] = [ring.wrap(1, 0), ring.wrap(1, 2)];
    const sealed = await sealRosterChange({ attempt, to: 0 }, change(2), mine.seal);
    const take = (self: number, bytes: Bytes, key: CryptoKey, last = 1, of = attempt) =>
      code(openRosterChange({ attempt: of, self }, bytes, key, last));
    expect(await openRosterChange({ attempt, self: 0 }, sealed, ring.wrap(0, 1).open, 1)).toMatchObject({
      number: 2,
      roster: three,
      introductions: [{ index: 2, certificate: 'a.b.c' }],
    });
    expect(await take(0, sealed, ring.wrap(0, 1).open, 2)).toBe('old_roster_change');
    expect(await take(2, sealed, ring.wrap(0, 1).open)).toBe('wrong_roster');
    expect(await take(0, sealed, others.open)).toBe('bad_roster_change');
    expect(await take(0, sealed, ring.wrap(0, 1).seal)).toBe('bad_roster_change');
    expect(await take(0, sealed, ring.wrap(0, 1).open, 1, 'attempt-2')).toBe('bad_roster_change');
    for (let bit = 0; bit < sealed.length * 8; bit += 97) {
      const flipped = sealed.slice();
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(await take(0, flipped, ring.wrap(0, 1).open)).not.toBe('opened');
    }
  });

  it('R35 gives both ends of a pair keys for each direction, and overwrites them', async () => {
    const pair = generatePair();
    const low = await pairKeys(pair.slice(), 0, 2);
    const high = await pairKeys(pair, 2, 0);
    expect(pair).toEqual(new Uint8Array(64));
    const params = { name: 'AES-GCM', iv: new Uint8Array(12) };
    const sealed = await crypto.subtle.encrypt(params, low.seal, delta());
    expect(await code(crypto.subtle.decrypt(params, high.open, sealed))).toBe('opened');
    expect(await code(crypto.subtle.decrypt(params, low.open, sealed))).not.toBe('opened');
  });
});

describe('data messages', () => {
  const opened = (ring: Ring, self: number) =>
    at(ring, self).posted.flatMap(message => (message.type === 'data' ? [[...message.payload]] : []));

  it('R37 R38 open once, in order, on their own channel, from their own sender', async () => {
    const ring = await inCall();
    const { session } = at(ring, 0);
    const [one, other, photo] = [
      await session.sealData('control', delta()),
      await session.sealData('control', Uint8Array.of(7)),
      await session.sealData('photo', Uint8Array.of(8)),
    ];
    const take = (bytes: Bytes, from = 0, channel: 'control' | 'photo' = 'control') =>
      code(at(ring, 1).session.openData(from, channel, bytes));
    expect(await take(one, 0, 'photo')).toBe('wrong_sender');
    expect(await take(one, 2)).toBe('wrong_sender');
    expect(await take(other)).toBe('opened');
    expect(await take(other)).toBe('replayed');
    expect(await take(one)).toBe('replayed');
    expect(await take(photo, 0, 'photo')).toBe('opened');
    expect(opened(ring, 1)).toEqual([[7], [8]]);
    expect(await code(session.openData(0, 'control', one))).toBe('wrong_sender');
  });

  it('R37 any changed bit, another attempt’s message, and what is too long are refused', async () => {
    const ring = await inCall();
    const { session } = at(ring, 0);
    const message = await session.sealData('control', randomBytes(40));
    for (let bit = 0; bit < message.length * 8; bit += 13) {
      const flipped = message.slice();
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(await code(at(ring, 1).session.openData(0, 'control', flipped))).not.toBe('replayed');
    }
    expect(opened(ring, 1)).toEqual([]);
    expect(await code(session.sealData('photo', randomBytes(DATA_PAYLOAD_MOST + 1)))).toBe('malformed');
    expect(await code(at(ring, 2).session.sealData('control', delta()))).toBe('no_key');
  });

  it('R38 a message that overtakes its key waits for it, and stays in order', async () => {
    const ring = await inCall();
    const { session } = at(ring, 0);
    await session.rotate();
    ring.clock.now += 1000;
    for (const byte of [1, 2, 3]) {
      const sealed = await session.sealData('control', Uint8Array.of(byte));
      expect(await code(at(ring, 1).session.openData(0, 'control', sealed))).toBe('opened');
    }
    expect(opened(ring, 1)).toEqual([]);
    const key = at(ring, 0).posted.findLast(message => message.type === 'sealed-key');
    if (key?.type !== 'sealed-key') throw new Error('no key');
    await at(ring, 1).session.takePeerKey(0, key.sealed);
    await code(at(ring, 1).session.openData(0, 'control', new Uint8Array(40)));
    expect(opened(ring, 1)).toEqual([[1], [2], [3]]);
  });
});
