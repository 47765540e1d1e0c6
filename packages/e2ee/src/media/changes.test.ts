/* In a real browser: what happens to keys and counters while a call's tracks change, and with simulcast. */
import { launchBrowser } from '@visavis/test-kit/browser';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { ChangeTrials } from '../../test/changes.page.ts';
import { servePages, type PageServer } from '../../test/serve-pages.ts';
import type { SealedNote } from '../../test/watched-worker.ts';

declare const trials: ChangeTrials;

let server: PageServer;
let browser: Browser;

beforeAll(async () => {
  server = await servePages({
    '/page.js': 'test/changes.page.ts',
    '/worker.js': 'src/media/worker.ts',
    '/watched-worker.js': 'test/watched-worker.ts',
  });
  browser = await launchBrowser();
}, 60_000);

afterAll(async () => {
  await browser.close();
  server.close();
});

afterEach(() => Promise.all(browser.contexts().map(context => context.close())));

async function open(): Promise<Page> {
  const page = await browser.newPage();
  page.on('pageerror', error => console.error(error));
  await page.goto(server.url);
  await page.waitForFunction(() => 'trials' in globalThis);
  return page;
}

/** Every frame left under the one key of the first epoch, with the next counter: none twice, none left out. */
function expectOneCounter(sealed: SealedNote[]): void {
  expect(new Set(sealed.map(({ kid }) => kid))).toEqual(new Set([65536 * 16]));
  const counters = sealed.map(({ counter }) => counter).sort((a, b) => a - b);
  expect(counters).toEqual(counters.map((_, at) => at));
}

it('R19 R72 R76 R77 muting, tracks, cameras, rotation and resolution change: key and counter go on', async () => {
  const page = await open();
  const { steps, notes, customer, agent } = await page.evaluate(() => trials.changes());
  expect(steps.map(({ name, size }) => `${name} ${size}`)).toEqual([
    'start 640x480',
    'muted 640x480',
    'unmuted 640x480',
    'tracks back 640x480',
    'lower resolution 320x240',
    'other camera, held upright 360x640',
    'turned 640x360',
    'other microphone 640x360',
    'camera as before 320x240',
  ]);
  for (const { camera, microphone } of steps) {
    expect(camera).toBeGreaterThanOrEqual(8);
    expect(microphone).toBeGreaterThanOrEqual(25);
  }
  expectOneCounter(notes.sealed);
  // an empty frame, should the browser make one, is the only thing that may be missing
  for (const { dropped } of [...customer, ...agent])
    expect(Object.keys(dropped).filter(code => code !== 'frame_too_short')).toEqual([]);
  expect(notes.encoded.filter(({ bytes }) => bytes > 0).length).toBeGreaterThanOrEqual(notes.sealed.length);
  // what the bytes say is what the encoder did, for every frame it made
  for (const { said, read, bytes } of notes.encoded) if (said && bytes > 0) expect(read?.key).toBe(said.key);
  const keyFrames = notes.encoded.filter(({ said }) => said?.key);
  expect(keyFrames.length).toBeGreaterThan(3);
  for (const { said, read } of keyFrames) if (said?.width !== undefined) expect(read).toEqual(said);
  expect(new Set(keyFrames.map(({ read }) => read?.width)).size).toBeGreaterThanOrEqual(3);
  // constant bit rate: speech, silence and another microphone look alike
  const voices = notes.encoded.filter(({ slot }) => slot === 'microphone');
  expect(new Set(voices.map(({ bytes }) => bytes)).size).toBe(1);
}, 60_000);

it('R18 R19 R76 simulcast: every layer is sealed and opens, under one counter', async () => {
  const page = await open();
  const { sizes, notes, agent } = await page.evaluate(() => trials.simulcast());
  expect(sizes.sort((a, b) => a - b)).toEqual([240, 480, 960]);
  expect(agent.map(({ passed }) => passed >= 8)).toEqual([true, true, true]);
  for (const { dropped } of agent)
    expect(Object.keys(dropped).filter(code => code !== 'frame_too_short')).toEqual([]);
  expect(new Set(notes.sealed.map(({ stream }) => stream)).size).toBe(3);
  expectOneCounter(notes.sealed);
}, 60_000);
