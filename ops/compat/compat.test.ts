import { join } from 'node:path';
import { launchBrowser } from '@visavis/test-kit/browser';
import { inNamespace } from '@visavis/test-kit/namespace';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Report } from '../../web/customer/src/compat/verdict.ts';
import { servePages, type PagesServer } from '../../services/signaling/test/pages.ts';

const dist = join(import.meta.dirname, '../../web/customer/dist');
const link = '/i/0b6b0d5c-9a4f-4a3f-8f0e-5d0f6a1f2b3c#aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa';

let server: PagesServer;
let browser: Browser;

beforeAll(async () => {
  server = await servePages(dist);
  browser = await launchBrowser();
});
afterEach(() => Promise.all(browser.contexts().map(context => context.close())));
afterAll(async () => {
  await browser.close();
  server.close();
});

/** A page whose faults and violated policies end the test. */
async function open(path: string, before?: () => void): Promise<{ page: Page; faults: string[] }> {
  const page = await (await browser.newContext({ locale: 'en-GB' })).newPage();
  const faults: string[] = [];
  page.on('pageerror', error => faults.push(String(error)));
  page.on('console', message => {
    if (/Content Security Policy|integrity/i.test(message.text())) faults.push(message.text());
  });
  if (before) await page.addInitScript(before);
  await page.goto(server.url + path);
  return { page, faults };
}

async function reportOf(page: Page): Promise<Report> {
  const verdict = await page.locator('[data-verdict]').getAttribute('data-verdict', { timeout: 60_000 });
  return JSON.parse(verdict ?? '') as Report;
}

function withoutEncryption(): void {
  Reflect.deleteProperty(globalThis, 'RTCRtpScriptTransform');
  for (const end of [RTCRtpSender, RTCRtpReceiver])
    Reflect.deleteProperty(end.prototype, 'createEncodedStreams');
}

const failing = ({ findings }: Report) => findings.filter(({ ok }) => !ok).map(({ feature }) => feature);
const detailOf = ({ findings }: Report, feature: string) =>
  findings.find(one => one.feature === feature)?.detail;

test('/compat finds in Chromium that calls work: frames sealed and opened, by our worker, under our policy', async () => {
  const { page, faults } = await open('/compat');
  const report = await reportOf(page);
  expect(failing(report)).toEqual([]);
  expect(report.verdict).toBe('works');
  expect(detailOf(report, 'video_encrypted')).toMatch(/^VP8: \d\d+ sealed, \d\d+ opened/);
  expect(detailOf(report, 'voice_encrypted')).toMatch(/^Opus: \d\d+ sealed, \d\d+ opened/);
  await page.getByRole('heading', { name: 'Calls work in this browser' }).waitFor();
  expect(await page.getByRole('row').count()).toBe(report.findings.length + 1);
  expect(faults).toEqual([]);
});

test('/compat by the older interface, as browsers without script transforms take it', async () => {
  const { page } = await open('/compat', () => Reflect.deleteProperty(globalThis, 'RTCRtpScriptTransform'));
  const report = await reportOf(page);
  expect(report.verdict).toBe('works');
  expect(detailOf(report, 'frames_interface')).toBe('createEncodedStreams');
});

test('/compat says what Safari lacks, and that calls work without it', async () => {
  const { page } = await open('/compat', () => {
    Reflect.deleteProperty(globalThis, 'ImageCapture');
    for (const end of [RTCRtpSender, RTCRtpReceiver])
      Reflect.deleteProperty(end.prototype, 'createEncodedStreams');
    MediaRecorder.isTypeSupported = type => type.startsWith('video/mp4');
  });
  const report = await reportOf(page);
  expect(report).toMatchObject({ verdict: 'limited', missing: ['photo'] });
  expect(detailOf(report, 'recorder')).toMatch(/^video\/mp4/);
  await page.getByText('Pictures are taken from the video instead.').waitFor();
});

test('R79 without an interface for encoded frames: a page that says so, and not even a connection', async () => {
  const asked: string[] = [];
  const watch = (page: Page) => {
    page.on('request', request => asked.push(new URL(request.url()).pathname));
    page.on('websocket', socket => asked.push(new URL(socket.url()).pathname));
  };
  const context = await browser.newContext({ locale: 'en-GB' });
  const page = await context.newPage();
  watch(page);
  await page.addInitScript(withoutEncryption);
  await page.addInitScript(() => {
    navigator.mediaDevices.getUserMedia = () => {
      document.documentElement.dataset.askedForCamera = 'yes';
      return Promise.reject(new Error('not here'));
    };
  });
  await page.goto(server.url + link);
  await page.locator('[data-problem="cannot_encrypt"]').waitFor();
  await page.getByRole('heading').first().waitFor();
  expect(await page.getByRole('button', { name: /camera|waiting room|continue/i }).count()).toBe(0);
  expect(asked.filter(path => path.startsWith('/socket.io'))).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.dataset.askedForCamera)).toBeUndefined();
  // the control: with the interface the same page connects
  const control = await context.newPage();
  const connecting = control.waitForEvent('websocket', socket => socket.url().includes('/socket.io'));
  await control.goto(server.url + link);
  await connecting;
});

test('R79 /compat without the interface: calls do not work, and why', async () => {
  const { page } = await open('/compat', withoutEncryption);
  const report = await reportOf(page);
  expect(report.verdict).toBe('fails');
  expect(report.missing).toEqual([
    'frames_interface',
    'worker',
    'video_encrypted',
    'voice_encrypted',
    'data_channel',
  ]);
  await page.getByRole('heading', { name: 'Calls do not work in this browser' }).waitFor();
  await page.getByText('Use a current Chrome, Edge, Firefox or Safari.').waitFor();
});

test('/compat finds in Firefox that calls work', async () => {
  const report = JSON.parse(
    await inNamespace(join(import.meta.dirname, 'test/firefox.ts'), [dist]),
  ) as Report;
  expect(report.browser).toContain('Firefox');
  expect(failing(report).filter(feature => feature !== 'photo')).toEqual([]);
  expect(report.verdict).toBe('limited');
  expect(detailOf(report, 'frames_interface')).toBe('RTCRtpScriptTransform');
  expect(detailOf(report, 'video_encrypted')).toMatch(/^VP8: \d\d+ sealed, \d\d+ opened/);
});
