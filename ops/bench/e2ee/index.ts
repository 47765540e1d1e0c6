import { launchBrowser } from '@visavis/test-kit/browser';
import { compared, limited, type BenchResult, type Suite } from '../result.ts';
import { measureCallSetup, type SetupCost } from './call-setup/measure.ts';
import type { FrameCost } from './in-browser/frame-cost.ts';
import type { PeerCost } from './in-browser/peer-cost.ts';
import { measureAgreementCost, measureFrameCost, measureMemory, measurePeerCost } from './measure.ts';

const FRAME_MILLISECONDS = 20_000;
/** Ours against the minimal transform. */
const FRAME_AIM = 1.15;
/** Ours against livekit-client's. */
const PEER_AIM = 0.8;
/** What 99 of 100 frames stay below. */
const SLOWEST_LIMIT_US = 1000;
/** Work of one end in a whole key agreement. */
const AGREEMENT_LIMIT_MS = 30;
/** 54,000 pictures at 30 a second. */
const CALL_SECONDS = 30 * 60;
const MEMORY_AIM = 1.05;
/** With encryption against without. */
const SETUP_AIM = 1.1;
const SETUP_CALLS = 21;

const TRACKS = { camera: 'camera frame', microphone: 'voice frame' } as const;
const DIRECTIONS = { seal: 'sealing', open: 'opening' } as const;

const KINDS = (['camera', 'microphone'] as const).flatMap(track =>
  (['seal', 'open'] as const).map(direction => ({
    track,
    direction,
    name: `${DIRECTIONS[direction]} a ${TRACKS[track]}`,
  })),
);

const microseconds = (name: string, value: number) => ({ name, value, unit: 'µs', better: 'lower' }) as const;

/** Ours against both baselines and the fixed limit, for each track and direction. */
export function frameResults({ cost }: FrameCost): BenchResult[] {
  return KINDS.flatMap(({ track, direction, name }) => {
    const [own, minimal, raw] = [cost.ours, cost.minimal, cost.raw].map(one => one[track][direction]);
    if (!own || !minimal || !raw) throw new Error('not measured');
    const figure = microseconds(name, own.median);
    const slowest = microseconds(`${name}, 99 of 100 below`, own.p99);
    return [
      compared(figure, minimal.median, 'a minimal transform', FRAME_AIM),
      compared(figure, raw.median, 'WebCrypto AES-256-GCM alone', null),
      compared(slowest, minimal.p99, 'a minimal transform', null),
      limited(slowest, SLOWEST_LIMIT_US),
    ];
  });
}

/** Ours against the peer's, both as what their workers give to the stream of frames. */
export const peerResults = ({ cost }: PeerCost): BenchResult[] =>
  KINDS.map(({ track, direction, name }) => {
    const figure = microseconds(`${name}, the worker's whole function`, cost.ours[track][direction].median);
    return compared(figure, cost.peer[track][direction].median, "livekit-client's frame cryptor", PEER_AIM);
  });

const MOMENTS = {
  prepared: 'accepted once transports stand',
  atOnce: 'accepted before anything stands',
} as const;

/** From the acceptance to the first picture at both ends, the key agreement included, against the same call in clear. */
export const setupResults = (cost: SetupCost): BenchResult[] =>
  (['prepared', 'atOnce'] as const).map(moment => {
    const { sealed, plain } = cost[moment];
    const name = `call set-up, ${MOMENTS[moment]}`;
    return compared(
      { name, value: sealed, unit: 'ms', better: 'lower' },
      plain,
      'the same call in clear',
      SETUP_AIM,
    );
  });

/** The cost of encryption in a real browser: of each frame, of a long call, of the key agreement, of a call's set-up. */
export const benchE2ee: Suite = async progress => {
  const browser = await launchBrowser();
  try {
    progress('sealing and opening frames');
    const frames = await measureFrameCost(browser, FRAME_MILLISECONDS);
    progress(`${frames.rounds} rounds; beside livekit-client's`);
    const peers = await measurePeerCost(browser, FRAME_MILLISECONDS);
    progress(`${peers.rounds} rounds; half an hour of a call`);
    const memory = await measureMemory(browser, CALL_SECONDS);
    progress(`${memory.frames.camera} pictures, ${memory.frames.microphone} voice frames; agreeing on keys`);
    const agreement = await measureAgreementCost(browser);
    progress(`setting up ${SETUP_CALLS} calls of each kind, in turns`);
    const setup = await measureCallSetup(browser, SETUP_CALLS);
    const held = {
      name: 'memory after half an hour',
      value: memory.after / 1024,
      unit: 'kB',
      better: 'lower',
    } as const;
    const figure = (end: 'customer' | 'agent') =>
      limited(
        {
          name: `key agreement, ${end}'s end`,
          value: agreement[end].median,
          unit: 'ms',
          better: 'lower',
        },
        AGREEMENT_LIMIT_MS,
      );
    return [
      ...frameResults(frames),
      ...peerResults(peers),
      compared(held, memory.before / 1024, 'before it', MEMORY_AIM),
      figure('customer'),
      figure('agent'),
      ...setupResults(setup),
    ];
  } finally {
    await browser.close();
  }
};
