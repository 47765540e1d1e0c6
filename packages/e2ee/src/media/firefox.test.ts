/* Chromium and Firefox call each other, each offering once, and once with wrong keys. */
import { inNamespace } from '@visavis/test-kit/namespace';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CrossingResult } from '../../test/crossing.ts';

type Ends = Record<'chromium' | 'firefox', CrossingResult>;
let results: Record<'chromiumOffers' | 'firefoxOffers' | 'wrongKeys', Ends>;

beforeAll(async () => {
  const program = join(import.meta.dirname, '../../test/crossing.ts');
  results = JSON.parse(await inNamespace(program, [])) as typeof results;
}, 120_000);

const received = ({ transforms }: CrossingResult) =>
  transforms.filter(({ direction }) => direction === 'receive');

describe.each(['chromiumOffers', 'firefoxOffers'] as const)('%s', offering => {
  it.each(['chromium', 'firefox'] as const)(
    'R18 R20 R22 camera and voice open in %s and are shown',
    browser => {
      const result = results[offering][browser];
      expect(
        received(result)
          .map(({ slot }) => slot)
          .sort(),
      ).toEqual(['camera', 'microphone']);
      for (const { passed, dropped } of received(result)) {
        expect(passed).toBeGreaterThanOrEqual(30);
        // browsers hand over an empty frame for a packet of mere padding
        expect(Object.keys(dropped).filter(code => code !== 'frame_too_short')).toEqual([]);
      }
      expect(result.shown).toBeGreaterThan(0);
      expect(result.size).not.toBe('0x0');
    },
  );
});

it.each(['chromium', 'firefox'] as const)(
  'R22 with a wrong key for the same KID nothing is shown in %s',
  browser => {
    const result = results.wrongKeys[browser];
    expect(result.shown).toBe(0);
    for (const { passed, dropped } of received(result)) {
      expect(passed).toBe(0);
      expect(dropped.not_authentic).toBeGreaterThan(0);
    }
  },
);

it('R72 the frames of a voice have one size in Chromium, and grow in steps where Firefox varies', () => {
  for (const { chromium, firefox } of [results.chromiumOffers, results.firefoxOffers]) {
    expect(chromium.voiceSizes).toEqual([80 + 16]);
    expect(firefox.voiceSizes).toEqual([...firefox.voiceSizes].sort((a, b) => a - b));
    for (const size of firefox.voiceSizes) expect((size - 16) % 40).toBe(0);
  }
});
