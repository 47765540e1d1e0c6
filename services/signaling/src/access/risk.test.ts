import { describe, expect, test } from 'vitest';
import { currentBrowser } from '@visavis/test-kit/user-agent';
import { isCurrentBrowser } from './browser-version.ts';
import { riskOf, type Circumstances } from './risk.ts';

const atHome: Circumstances = {
  isBrowserFamiliar: true,
  isNetworkFamiliar: true,
  isBrowserCurrent: true,
  refusals: 0,
};

describe('risk', () => {
  test('is a point for each thing that speaks against a request, and raised from two on', () => {
    const against = {
      browser_unfamiliar: { isBrowserFamiliar: false },
      network_unfamiliar: { isNetworkFamiliar: false },
      browser_outdated: { isBrowserCurrent: false },
      refused_often: { refusals: 3 },
    };
    expect(riskOf(atHome)).toEqual({ signals: [], isRaised: false });
    expect(riskOf({ ...atHome, refusals: 2 })).toEqual({ signals: [], isRaised: false });
    for (const [one, given] of Object.entries(against)) {
      expect(riskOf({ ...atHome, ...given })).toEqual({ signals: [one], isRaised: false });
      for (const [other, more] of Object.entries(against).filter(([name]) => name !== one)) {
        const { signals, isRaised } = riskOf({ ...atHome, ...given, ...more });
        expect([...signals].sort()).toEqual([one, other].sort());
        expect(isRaised).toBe(true);
      }
    }
  });
});

describe('a browser', () => {
  const chromium = (version: string) =>
    `Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version} Safari/537.36`;
  const firefox = (version: string) =>
    `Mozilla/5.0 (X11; Linux x86_64; rv:${version}) Gecko/20100101 Firefox/${version}`;
  const safari = (version: string) =>
    `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/${version} Safari/605.1.15`;
  const phone = (version: string) =>
    `Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/${version} Mobile/15E148 Safari/604.1`;

  test.each([
    currentBrowser,
    chromium('146.0.0.0'),
    `${chromium('156.0.0.0')} Edg/156.0.0.0`,
    firefox('153.0'),
    safari('26.0'),
    phone('26.1'),
  ])('that is not too old is current: %s', agent => {
    expect(isCurrentBrowser(agent)).toBe(true);
  });

  test.each([
    undefined,
    '',
    'node',
    'curl/8.5.0',
    chromium('145.0.7000.1'),
    // tells a version below that of its engine
    `${chromium('99.0.0.0')} OPR/156.0.0.0`,
    chromium('156.0.0.0').replace('Chrome', 'HeadlessChrome'),
    firefox('152.0'),
    safari('18.6'),
    phone('18.5'),
  ])('that is outdated or not known is not: %s', agent => {
    expect(isCurrentBrowser(agent)).toBe(false);
  });
});
