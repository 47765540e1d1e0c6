/* A small sample of `npm run bench e2ee`: that it measures, not what; whole calls are set up by the demo. */
import { launchBrowser } from '@visavis/test-kit/browser';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { frameResults, peerResults } from './index.ts';
import { measureAgreementCost, measureFrameCost, measureMemory, measurePeerCost } from './measure.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

describe('bench e2ee', () => {
  it('measures sealing and opening on both tracks against both baselines and the limit', async () => {
    const cost = await measureFrameCost(browser, 0);
    expect(cost.rounds).toBeGreaterThanOrEqual(30);
    const results = frameResults(cost);
    expect(new Set(results.map(({ name, baselineIs }) => `${name} ${baselineIs}`)).size).toBe(16);
    expect(results.filter(({ aim }) => aim === 1.15)).toHaveLength(4);
    expect(results.filter(({ baselineIs }) => baselineIs === 'fixed limit')).toHaveLength(4);
    for (const { value, baseline, ratio } of results)
      expect(Math.min(value, baseline, ratio)).toBeGreaterThan(0);
  });

  it("measures the same frames through livekit-client's frame cryptor, which seals and opens them", async () => {
    const results = peerResults(await measurePeerCost(browser, 0));
    expect(new Set(results.map(({ name }) => name)).size).toBe(4);
    for (const { value, baseline, aim } of results) {
      expect(Math.min(value, baseline)).toBeGreaterThan(0);
      expect(aim).toBe(0.8);
    }
  });

  it("looks at the worker's memory before and after some of a call", async () => {
    const { before, after, frames } = await measureMemory(browser, 2);
    expect(frames).toEqual({ camera: 60, microphone: 100 });
    expect(Math.min(before, after)).toBeGreaterThan(100_000);
  });

  it('measures a key agreement at both ends', async () => {
    const { customer, agent } = await measureAgreementCost(browser, 2);
    expect(Math.min(customer.median, agent.median)).toBeGreaterThan(0);
  });
});
