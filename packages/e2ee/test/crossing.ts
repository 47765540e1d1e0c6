/*
 * Chromium and Firefox call each other, directly and end-to-end encrypted, then once more with wrong keys; Chromium
 * offers once and Firefox once. Prints the counts as JSON. To be run where ICE of Firefox finds an address.
 */
import { randomBytes } from 'node:crypto';
import process from 'node:process';
import { launchBrowser } from '@visavis/test-kit/browser';
import { launchFirefox } from '@visavis/test-kit/firefox';
import type { Crossing } from './crossing.page.ts';
import { servePages } from './serve-pages.ts';

declare const crossing: Crossing;

/** What playwright's and puppeteer's pages have in common, as far as it is needed here. */
interface BrowserPage {
  evaluate<Result, Argument>(
    work: (argument: Argument) => Result,
    argument: Argument,
  ): Promise<Awaited<Result>>;
}

async function callEachOther(offering: BrowserPage, answering: BrowserPage, rightKeys: boolean) {
  const keys = [0, 1].map(() => randomBytes(32).toString('base64url'));
  const ends = [offering, answering];
  const prepare = ([index, wraps]: [number, string[]]) => crossing.prepare(index, wraps);
  const sealed = await Promise.all(
    ends.map((end, index) => end.evaluate(prepare, [index, keys] as [number, string[]])),
  );
  const given = rightKeys
    ? sealed
    : await Promise.all(
        ends.map((end, index) =>
          end.evaluate(([own, wraps]) => crossing.impostorKey(own, wraps), [index, keys] as [
            number,
            string[],
          ]),
        ),
      );
  for (const [index, end] of ends.entries())
    await end.evaluate(([from, key]) => crossing.takeKey(from, key), [1 - index, given[1 - index] ?? ''] as [
      number,
      string,
    ]);
  const offer = await offering.evaluate(() => crossing.offer(), null);
  const answer = await answering.evaluate(sdp => crossing.answer(sdp), offer);
  await offering.evaluate(sdp => crossing.accept(sdp), answer);
  const wait = rightKeys
    ? (end: BrowserPage) => end.evaluate(frames => crossing.opened(frames), 30)
    : (end: BrowserPage) => end.evaluate(frames => crossing.refused(frames), 60);
  return Promise.all(ends.map(wait));
}
export type CrossingResult = Awaited<ReturnType<typeof callEachOther>>[number];

const server = await servePages({
  '/page.js': 'test/crossing.page.ts',
  '/worker.js': 'src/media/worker.ts',
  '/watched-worker.js': 'test/watched-worker.ts',
});
const [chromium, firefox] = await Promise.all([launchBrowser(), launchFirefox()]);

const ready = (page: BrowserPage) =>
  page.evaluate(async () => {
    while (!('crossing' in globalThis)) await new Promise(resolve => setTimeout(resolve, 20));
  }, null);

async function trial(firefoxOffers: boolean, rightKeys: boolean) {
  const pages = [await chromium.newPage(), await firefox.newPage()] as const;
  await Promise.all([pages[0].goto(server.url), pages[1].goto(server.url)]);
  // both have it, each with a type of its own
  const [left, right] = pages as unknown as [BrowserPage, BrowserPage];
  await Promise.all([ready(left), ready(right)]);
  const [first, second] = firefoxOffers
    ? await callEachOther(right, left, rightKeys)
    : await callEachOther(left, right, rightKeys);
  await Promise.all(pages.map(page => page.close()));
  return firefoxOffers ? { chromium: second, firefox: first } : { chromium: first, firefox: second };
}

try {
  const results = {
    chromiumOffers: await trial(false, true),
    firefoxOffers: await trial(true, true),
    wrongKeys: await trial(false, false),
  };
  console.log(JSON.stringify(results));
} finally {
  await Promise.allSettled([chromium.close(), firefox.close()]);
  server.close();
}
process.exit();
