import { randomBytes } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { Bytes } from '@visavis/e2ee';
import type { House } from '../../house.ts';
import { AGENT, agreedWraps, attempt, CUSTOMER } from '../hostile/media.ts';
import { createEnd, slots, type End } from './end.ts';
import { createRandom, type Random } from './random.ts';
import { createWire, type Wire } from './wire.ts';

/** Two ends, the network between them, and what the server holds back. */
interface Call {
  random: Random;
  wire: Wire;
  clock: { now: number };
  ends: readonly [End, End];
  /** Sealed keys under way, and all that there ever were (the newest few). */
  late: { to: number; sealed: Bytes }[];
  old: Bytes[];
  number: number;
  attempt: string;
}

const give = (end: End, from: number, sealed: Bytes): Promise<unknown> =>
  attempt(end.session.takePeerKey(from, sealed));

/** Sealed keys reach the other end, at once or late. */
async function passKeys(call: Call, isLate: boolean): Promise<void> {
  for (const end of call.ends) {
    const to = end.self === CUSTOMER ? AGENT : CUSTOMER;
    for (const sealed of end.outbox.splice(0)) {
      call.old = [...call.old, sealed].slice(-20);
      if (isLate) call.late.push({ to, sealed });
      else await give(call.ends[to], end.self, sealed);
    }
  }
}

/** Both ends agree anew; after the third agreement it is another attempt. */
async function agree(call: Call, isLate = false): Promise<void> {
  call.number = (call.number % 3) + 1;
  if (call.number === 1) call.attempt = `attempt-${randomBytes(4).toString('hex')}`;
  const wraps = await agreedWraps();
  const order = call.random.below(2) === 0 ? ([0, 1] as const) : ([1, 0] as const);
  for (const index of order) {
    await call.ends[index].join(index === CUSTOMER ? wraps.customer : wraps.agent, call.attempt, call.number);
    if (call.random.below(2) === 0) await flow(call);
  }
  await passKeys(call, isLate);
}

const anEnd = ({ random, ends }: Call): End => random.pick(ends);

/** Everything that can happen to the keys of a call, and some of what only a hostile server would do. */
const transitions: Record<string, (call: Call) => Promise<void>> = {
  start: call => agree(call),
  'start with late keys': call => agree(call, true),
  rekey: async call => {
    await attempt(anEnd(call).session.rotate());
    await passKeys(call, false);
  },
  'rekey with late keys': async call => {
    await attempt(anEnd(call).session.rotate());
    await passKeys(call, true);
  },
  'late keys arrive': async call => {
    for (const { to, sealed } of call.late.splice(0))
      await give(call.ends[to as 0 | 1], to === CUSTOMER ? AGENT : CUSTOMER, sealed);
  },
  leave: async call => {
    const end = anEnd(call);
    await attempt(
      end.session.changeRoster({ roster: [{ index: end.self, participant: 'alone' }], peers: [] }),
    );
  },
  'worker restart': call => {
    anEnd(call).restart();
    return Promise.resolve();
  },
  'peer reload': async call => {
    anEnd(call).restart();
    await flow(call);
    await agree(call);
  },
  'track replacement': call => {
    anEnd(call).replaceTracks();
    return Promise.resolve();
  },
  'wrong keys': async call => {
    const end = anEnd(call);
    const from = end.self === CUSTOMER ? AGENT : CUSTOMER;
    const [known] = call.old.slice(call.random.below(Math.max(1, call.old.length)));
    const wrong = known?.slice() ?? Uint8Array.from(randomBytes(120));
    if (call.random.below(2) === 0) {
      const bit = call.random.below(wrong.length * 8);
      wrong[bit >> 3] = (wrong[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    }
    await give(end, call.random.below(4) === 0 ? end.self : from, wrong);
  },
  'time passes': call => {
    call.clock.now += call.random.below(12_000);
    return Promise.resolve();
  },
};
const names = Object.keys(transitions);

/** Frames into every sender; what comes out goes through the network into the receivers. */
async function flow({ ends, wire, random }: Call): Promise<void> {
  for (const end of ends)
    for (const slot of slots)
      for (let n = random.below(3); n > 0; n--) end.pipe('send', slot).give(wire.make(end.self, slot));
  await settle(ends);
  for (const { from, slot, data } of wire.deliver())
    ends[from === CUSTOMER ? AGENT : CUSTOMER].pipe('receive', slot).give(data);
  await settle(ends);
}

/** Until every frame has come out or was dropped. */
async function settle(ends: readonly End[]): Promise<void> {
  for (let turns = 0; ends.some(end => end.pending() > 0); turns++) {
    if (turns > 100_000) throw new Error('frames neither came out nor were dropped');
    await setImmediate();
  }
}

/** Random transitions with frames flowing before, during and after each. */
export async function runTransitions(house: House, count: number, seed: number): Promise<Wire['counts']> {
  const random = createRandom(seed);
  const wire = createWire(random);
  const clock = { now: 0 };
  const ends = [
    await createEnd(house, CUSTOMER, clock, wire),
    await createEnd(house, AGENT, clock, wire),
  ] as const;
  const call: Call = { random, wire, clock, ends, late: [], old: [], number: 0, attempt: '' };
  while (wire.counts.count < count) {
    // a key change under way while frames flow
    const change = transitions[random.pick(names)]?.(call);
    if (random.below(2) === 0) await change;
    await flow(call);
    await change;
    wire.counts.count++;
  }
  return wire.counts;
}
