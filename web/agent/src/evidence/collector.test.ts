import { launchBrowser } from '@visavis/test-kit/browser';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { servePages, type PageServer } from '../../../../packages/e2ee/test/serve-pages.ts';
import type { Trials } from '../../test/collector.page.ts';

declare const trials: Trials;

let server: PageServer;
let browser: Awaited<ReturnType<typeof launchBrowser>>;
beforeAll(async () => {
  server = await servePages({ '/page.js': '../../web/agent/test/collector.page.ts' });
  browser = await launchBrowser();
}, 120_000);
afterAll(async () => {
  await browser.close();
  server.close();
});

test('R58 what a reload leaves without an end is signed as broken off, and the evidence is complete', async () => {
  const page = await browser.newPage();
  const ready = () => page.waitForFunction(() => 'trials' in globalThis);
  await page.goto(server.url);
  await ready();
  await page.evaluate(() => trials.record());
  await page.reload();
  await ready();
  const result = await page.evaluate(() => trials.resume());
  expect(result.reasons).toEqual([]);
  expect(result.status).toBe('complete');
  expect(result.artefacts).toHaveLength(3);
  expect(result.artefacts).toEqual(
    expect.arrayContaining([
      { artefact: 'began', brokenOff: true, complete: true, bytes: 6 },
      { artefact: 'without-a-segment', brokenOff: true, complete: true, bytes: 0 },
      { artefact: 'second', brokenOff: false, complete: true, bytes: 3 },
    ]),
  );
  expect(result.registered).toEqual(['began']);
  // only the segment after the end was refused
  expect(result.failures).toEqual([0, 1]);
});
