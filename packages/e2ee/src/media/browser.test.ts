/* What only a real browser can show: RTCRtpScriptTransform, real VP8 and Opus, and that the recording plays. */
import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Trials } from '../../test/loopback.page.ts';
import { fromBase64Url } from '../bytes.ts';

declare const trials: Trials;

const root = join(import.meta.dirname, '../..');
let server: Server;
let browser: Browser;
let page: Page;

async function bundle(entry: string): Promise<string> {
  const built = await build({
    root,
    configFile: false,
    logLevel: 'silent',
    build: { write: false, minify: false, lib: { entry: join(root, entry), formats: ['es'] } },
  });
  for (const result of [built].flat()) if ('output' in result) return result.output[0].code;
  throw new Error('nothing built');
}

beforeAll(async () => {
  const files: Record<string, [string, string]> = {
    '/': [
      'text/html',
      '<!doctype html><link rel="icon" href="data:,"><script type="module" src="/page.js"></script>',
    ],
    '/page.js': ['text/javascript', await bundle('test/loopback.page.ts')],
    '/worker.js': ['text/javascript', await bundle('src/media/worker.ts')],
  };
  server = createServer((request, response) => {
    const [type, body] = files[request.url ?? ''] ?? ['text/plain', ''];
    response.writeHead(body ? 200 : 404, { 'content-type': type }).end(body);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_BIN ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      '--autoplay-policy=no-user-gesture-required',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
}, 60_000);

afterAll(async () => {
  await browser.close();
  server.close();
});

async function open(): Promise<Page> {
  page = await browser.newPage();
  page.on('pageerror', error => console.error(error));
  page.on('console', message => message.type() === 'error' && console.error(message.text()));
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
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
