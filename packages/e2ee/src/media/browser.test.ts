/* What only a real browser can show: RTCRtpScriptTransform, real VP8 and Opus, and that the recording plays. */
import { writeFileSync } from 'node:fs';
import { launchBrowser } from '@visavis/test-kit/browser';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Trials } from '../../test/loopback.page.ts';
import { servePages, type PageServer } from '../../test/serve-pages.ts';
import { fromBase64Url } from '../bytes.ts';

declare const trials: Trials;

let server: PageServer;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  server = await servePages({ '/page.js': 'test/loopback.page.ts', '/worker.js': 'src/media/worker.ts' });
  browser = await launchBrowser();
}, 60_000);

afterAll(async () => {
  await browser.close();
  server.close();
});

async function open(): Promise<Page> {
  page = await browser.newPage();
  page.on('pageerror', error => console.error(error));
  page.on('console', message => message.type() === 'error' && console.error(message.text()));
  await page.goto(server.url);
  await page.waitForFunction(() => 'trials' in globalThis);
  return page;
}

describe('in a real browser', () => {
  it('R22 R23 R31 an encrypted call decodes, across a key change; its recording opens complete and plays', async () => {
    const result = await (await open()).evaluate(() => trials.recordedCall());
    if (process.env.KEEP_WEBM) writeFileSync(process.env.KEEP_WEBM, fromBase64Url(result.webm));
    expect(result.sameCode).toBe(true);
    expect(result.decoded).toBeGreaterThanOrEqual(30);
    expect(result.recorded).toEqual({ type: 'recorded', artefact: 'a-1', segments: result.segments.length });
    expect(result.segments.length).toBeGreaterThanOrEqual(2);
    expect(result.segments.map(({ last }) => last).indexOf(true)).toBe(result.segments.length - 1);
    expect(result.reasons).toEqual([]);
    expect(result.status).toBe('complete');
    expect(result.played).toMatchObject({ width: 640, height: 480 });
    expect(result.played.seconds).toBeGreaterThan(5);
    for (const transform of [...result.customer, ...result.agent]) {
      expect(transform.passed).toBeGreaterThan(0);
      expect(transform.dropped.unexpected).toBeUndefined();
      expect(transform.dropped.not_authentic).toBeUndefined();
    }
    await page.close();
  }, 40_000);

  it('R22 with another’s key for the same KID every frame is dropped and none shown', async () => {
    const result = await (await open()).evaluate(() => trials.wrongKey());
    expect(result).toMatchObject({ flowing: 0, shown: 0 });
    await page.close();
  }, 40_000);

  it('R32 without a transform no frame leaves', async () => {
    const ours = await (await open()).evaluate(() => trials.noTransform(true));
    expect(ours).toEqual({ sent: 0, received: 0 });
    const control = await page.evaluate(() => trials.noTransform(false));
    expect(control.received).toBeGreaterThan(0);
    await page.close();
  }, 40_000);

  it('R22 R23 with createEncodedStreams instead of script transforms a call decodes as well', async () => {
    const result = await (await open()).evaluate(() => trials.fallback());
    expect(result.decoded).toBeGreaterThanOrEqual(30);
    const kinds = [...result.customer, ...result.agent].map(({ direction, slot }) => `${direction} ${slot}`);
    expect(kinds.sort()).toEqual([
      'receive camera',
      'receive microphone',
      'receive microphone',
      'send camera',
      'send microphone',
      'send microphone',
    ]);
    for (const transform of [...result.customer, ...result.agent]) {
      expect(transform.passed).toBeGreaterThan(0);
      // Chromium hands over an empty frame for a packet of mere padding; that one has nothing to open.
      expect(Object.keys(transform.dropped).filter(code => code !== 'frame_too_short')).toEqual([]);
    }
    await page.close();
  }, 40_000);

  it.each(['script', 'streams'] as const)('R22 without a key no frame leaves (%s)', async attach => {
    const result = await (await open()).evaluate(kind => trials.noKey(kind), attach);
    expect(result).toEqual({ passed: 0, shown: 0 });
    await page.close();
  });
});
