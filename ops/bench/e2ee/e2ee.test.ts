/* A small sample of `npm run bench e2ee`: that it measures, not what. */
import { launchBrowser } from '@visavis/test-kit/browser';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { frameResults } from './index.ts';
import { measureAgreementCost, measureFrameCost } from './measure.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

describe('bench e2ee', () => {
  it('measures sealing and opening on both tracks against both baselines', async () => {
    const cost = await measureFrameCost(browser, 0);
    expect(cost.rounds).toBeGreaterThanOrEqual(30);
    const results = frameResults(cost);
    expect(new Set(results.map(({ name, baselineIs }) => `${name} ${baselineIs}`)).size).toBe(12);
    expect(results.filter(({ aim }) => aim === 1.15)).toHaveLength(4);
    for (const { value, baseline, ratio } of results)
      expect(Math.min(value, baseline, ratio)).toBeGreaterThan(0);
  });

  it('measures a key agreement at both ends', async () => {
    const { customer, agent } = await measureAgreementCost(browser, 2);
    expect(Math.min(customer.median, agent.median)).toBeGreaterThan(0);
  });
});
