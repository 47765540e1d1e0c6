import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { launchBrowser } from '../browser.ts';
import { cameraPicture, specimen } from './index.ts';
import { withFilm } from './render.ts';

/** Check digit of ICAO Doc 9303 part 3, section 4.9. */
const checkDigit = (text: string): string => {
  const value = (c: string): number => (c === '<' ? 0 : parseInt(c, 36));
  const sum = Array.from(text).reduce((total, c, index) => total + value(c) * ([7, 3, 1][index % 3] ?? 0), 0);
  return String(sum % 10);
};

test('the specimen is a valid TD1 document', () => {
  const [first, second, third] = specimen.mrz;
  expect([first.length, second.length, third.length]).toEqual([30, 30, 30]);
  expect(first[14]).toBe(checkDigit(first.slice(5, 14)));
  expect(second[6]).toBe(checkDigit(second.slice(0, 6)));
  expect(second[14]).toBe(checkDigit(second.slice(8, 14)));
  const composite = first.slice(5) + second.slice(0, 7) + second.slice(8, 15) + second.slice(18, 29);
  expect(second[29]).toBe(checkDigit(composite));
  expect(first).toContain(specimen.documentNumber);
});

test('the customer holds up a card, and the film ends as it begins', async () => {
  const digest = (picture: Buffer): string => createHash('sha256').update(picture).digest('hex');
  const format = { width: 320, quality: 0.8 };
  await withFilm('customer', async ({ duration, frame }) => {
    const [start, end, front, back] = [
      await frame(0, format),
      await frame(duration, format),
      await frame(8, format),
      await frame(15, format),
    ];
    expect(digest(end)).toBe(digest(start));
    expect(new Set([start, front, back].map(digest)).size).toBe(3);
  });
});

test('a camera plays the film', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'visavis-pictures-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const camera = join(folder, 'camera.mjpeg');
  const clip = await withFilm('agent', async ({ frame }) => {
    const format = { width: 640, quality: 0.8 };
    return [await frame(1.4, format), await frame(2.2, format)];
  });
  writeFileSync(camera, Buffer.concat(clip.flatMap(picture => Array.from({ length: 15 }, () => picture))));
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'text/html').end('<!doctype html><video autoplay muted></video>');
  }).listen(0, 'localhost');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const browser = await launchBrowser({ camera });
  onTestFinished(() => browser.close());
  const page = await browser.newPage();
  await page.goto(`http://localhost:${(server.address() as AddressInfo).port}`);
  const seen = await page.evaluate(async () => {
    const video = document.querySelector('video');
    if (video === null) throw new Error('No video');
    video.srcObject = await navigator.mediaDevices.getUserMedia({ video: true });
    const canvas = new OffscreenCanvas(64, 36);
    const ctx = canvas.getContext('2d');
    const pictures = new Set<string>();
    // Both pictures come by, whatever the pace: noise of the conversion is smaller than these steps.
    while (pictures.size < 2) {
      await new Promise(resolve => video.requestVideoFrameCallback(resolve));
      ctx?.drawImage(video, 0, 0, 64, 36);
      const pixels = ctx?.getImageData(24, 8, 16, 20).data ?? [];
      pictures.add(Array.from(pixels, value => Math.round(value / 64)).join());
    }
    return { width: video.videoWidth, height: video.videoHeight, pictures: pictures.size };
  });
  expect(seen).toEqual({ width: 640, height: 360, pictures: 2 });
});

test('a film is made once and kept', async () => {
  const file = await cameraPicture('agent', 'small');
  expect(await cameraPicture('agent', 'small')).toBe(file);
  const film = readFileSync(file);
  const starts = film.reduce(
    (count, _, at) => count + (film.readUInt32BE(Math.min(at, film.length - 4)) === 0xffd8ffe0 ? 1 : 0),
    0,
  );
  // 8 s at the 30 pictures a second that Chromium plays.
  expect(starts).toBe(240);
}, 300_000);
