/**
 * Builds the gallery, serves it under the strict policy of the real webs and takes a picture of
 * each screen in both themes at phone and console size.
 * `node gallery/shoot.ts <folder> [screen…]`; fails if the browser reports a violated policy or an error.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { build, preview } from 'vite';

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; media-src 'self' blob:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'";
const sizes = { phone: { width: 360, height: 740 }, console: { width: 1366, height: 768 } };
const all = ['parts', 'dialog', 'consent', 'waiting', 'call', 'outcome', 'queue', 'console'];

const [folder = 'shots', ...named] = process.argv.slice(2);
const screens = named.length > 0 ? named : all;
const root = import.meta.dirname;
const outDir = await mkdtemp(join(tmpdir(), 'visavis-gallery-'));
const complaints: string[] = [];
await mkdir(folder, { recursive: true });
await build({ root, logLevel: 'warn', build: { outDir, emptyOutDir: true } });
const server = await preview({
  root,
  build: { outDir },
  preview: { port: 0, host: '127.0.0.1', headers: { 'Content-Security-Policy': policy } },
});
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--autoplay-policy=no-user-gesture-required'],
});
try {
  const url = server.resolvedUrls?.local[0];
  if (!url) throw new Error('the preview has no address');
  for (const screen of screens) await shoot(browser, url, screen);
} finally {
  await browser.close();
  await server.close();
  await rm(outDir, { recursive: true, force: true });
}
for (const complaint of complaints) console.error(complaint);
process.exitCode = complaints.length > 0 ? 1 : 0;

async function shoot(on: Browser, url: string, screen: string): Promise<void> {
  for (const [size, viewport] of Object.entries(sizes)) {
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await on.newPage({ viewport, colorScheme, locale: 'en-GB', reducedMotion: 'reduce' });
      page.on('console', message => {
        if (message.type() === 'error') complaints.push(`${screen} ${size}: ${message.text()}`);
      });
      page.on('pageerror', error => complaints.push(`${screen} ${size}: ${error.message}`));
      await page.goto(`${url}#${screen}`);
      await page.locator('#root > *').first().waitFor({ state: 'attached' });
      for (const video of await page.locator('video').all()) {
        await video.evaluate((element: HTMLVideoElement) =>
          element.readyState >= 2 || !element.srcObject
            ? undefined
            : new Promise(resolve => element.addEventListener('loadeddata', resolve, { once: true })),
        );
      }
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (wide > 0) complaints.push(`${screen} ${size}: ${wide} px wider than the screen`);
      await page.screenshot({
        path: join(folder, `${screen}-${size}-${colorScheme}.png`),
        fullPage: screen === 'parts',
      });
      await page.close();
    }
  }
}
