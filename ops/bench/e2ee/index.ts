import { launchBrowser } from '@visavis/test-kit/browser';
import { compared, limited, type BenchResult, type Suite } from '../result.ts';
import type { FrameCost } from './in-browser/frame-cost.ts';
import { measureAgreementCost, measureFrameCost } from './measure.ts';

const FRAME_MILLISECONDS = 20_000;
/** Ours against the minimal transform. */
const FRAME_AIM = 1.15;
/** Work of one end in a whole key agreement. */
const AGREEMENT_LIMIT_MS = 30;

const TRACKS = { camera: 'camera frame', microphone: 'voice frame' } as const;
const DIRECTIONS = { seal: 'sealing', open: 'opening' } as const;

/** Ours against both baselines, for each track and direction. */
export function frameResults({ cost }: FrameCost): BenchResult[] {
  const results: BenchResult[] = [];
  for (const track of ['camera', 'microphone'] as const)
    for (const direction of ['seal', 'open'] as const) {
      const name = `${DIRECTIONS[direction]} a ${TRACKS[track]}`;
      const [own, minimal, raw] = [cost.ours, cost.minimal, cost.raw].map(one => one[track][direction]);
      if (!own || !minimal || !raw) throw new Error('not measured');
      const figure = { name, value: own.median, unit: 'µs', better: 'lower' } as const;
      const slowest = { ...figure, name: `${name}, 99 of 100 below`, value: own.p99 };
      results.push(
        compared(figure, minimal.median, 'a minimal transform', FRAME_AIM),
        compared(figure, raw.median, 'WebCrypto AES-256-GCM alone', null),
        compared(slowest, minimal.p99, 'a minimal transform', null),
      );
    }
  return results;
}

/** The cost of encryption in a real browser: of each frame and of the key agreement. */
export const benchE2ee: Suite = async progress => {
  const browser = await launchBrowser();
  try {
    progress('sealing and opening frames');
    const frames = await measureFrameCost(browser, FRAME_MILLISECONDS);
    progress(`${frames.rounds} rounds; agreeing on keys`);
    const agreement = await measureAgreementCost(browser);
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
    return [...frameResults(frames), figure('customer'), figure('agent')];
  } finally {
    await browser.close();
  }
};
