import type { Bytes, TrackSlot } from '@visavis/e2ee';
import { callSecond } from './call-second.ts';
import { mean, median, percentile } from './statistics.ts';
import type { Transform } from './transforms.ts';

/** Microseconds a frame: the median of the rounds' means, and what 99 of 100 single frames stay below. */
export interface Cost {
  median: number;
  p99: number;
}

const SLOTS = ['camera', 'microphone'] as const;
const WARM_UP_ROUNDS = 30;
const LEAST_ROUNDS = 30;

type Directions<T> = Record<TrackSlot, { seal: T; open: T }>;

export interface Costs<Name extends string> {
  rounds: number;
  cost: Record<Name, Directions<Cost>>;
}

interface Series {
  means: number[];
  frames: number[];
}

function empty(): Directions<Series> {
  const series = (): Series => ({ means: [], frames: [] });
  return { camera: { seal: series(), open: series() }, microphone: { seal: series(), open: series() } };
}

/** Converts frames one after another, as a stream does, and notes how long each took. */
async function time(
  frames: readonly Bytes[],
  convert: (frame: Bytes) => Promise<Bytes>,
  into: Series,
): Promise<Bytes[]> {
  const out: Bytes[] = [];
  const times: number[] = [];
  let before = performance.now();
  for (const frame of frames) {
    out.push(await convert(frame));
    const now = performance.now();
    times.push((now - before) * 1000);
    before = now;
  }
  into.means.push(mean(times));
  into.frames.push(...times);
  return out;
}

const costOf = ({ means, frames }: Series): Cost => ({
  median: median(means),
  p99: percentile(frames, 0.99),
});

/**
 * What sealing and opening a frame costs, for `milliseconds`. In every round each transform handles the same second of
 * a call, each round in another order, so that whatever else the machine does falls on all alike.
 */
export async function costInTurns<Name extends string>(
  transforms: Record<Name, Transform>,
  milliseconds: number,
): Promise<Costs<Name>> {
  const names = Object.keys(transforms) as Name[];
  const forEach = <T>(make: (name: Name) => T) =>
    Object.fromEntries(names.map(name => [name, make(name)])) as Record<Name, T>;
  const second = callSecond();
  let series = forEach(empty);
  const round = async (number: number): Promise<void> => {
    for (let turn = 0; turn < names.length; turn++) {
      const name = names[(number + turn) % names.length];
      if (name === undefined) continue;
      const transform = transforms[name];
      for (const slot of SLOTS) {
        const { seal, open } = series[name][slot];
        const sealed = await time(second[slot], frame => transform.seal(frame, slot), seal);
        await time(sealed, frame => transform.open(frame, slot), open);
      }
    }
  };
  for (let number = 0; number < WARM_UP_ROUNDS; number++) await round(number);
  series = forEach(empty);
  const end = performance.now() + milliseconds;
  let rounds = 0;
  while (rounds < LEAST_ROUNDS || performance.now() < end) await round(rounds++);
  const summary = ({ camera, microphone }: Directions<Series>): Directions<Cost> => ({
    camera: { seal: costOf(camera.seal), open: costOf(camera.open) },
    microphone: { seal: costOf(microphone.seal), open: costOf(microphone.open) },
  });
  return { rounds, cost: forEach(name => summary(series[name])) };
}
