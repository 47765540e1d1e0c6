/**
 * `npm run stories -- web/customer <folder> [--desk] [--dark] [--en] [state…]`: builds a web's stories, serves them under
 * the strict policy of the real page and takes a picture of each state. Fails if the browser reports a violated policy,
 * an error, or a screen that is wider than the window.
 */
import react from '@vitejs/plugin-react';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium, type Browser } from 'playwright-core';
import { build, preview } from 'vite';
import { chromiumPath, screens } from '../browser.ts';

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; media-src 'self' blob:; connect-src 'self'; worker-src 'self'; base-uri 'none'; frame-ancestors 'none'";
const { values, positionals } = parseArgs({
  options: { desk: { type: 'boolean' }, dark: { type: 'boolean' }, en: { type: 'boolean' } },
  allowPositionals: true,
});
const [web = 'web/customer', folder = 'shots', ...named] = positionals;
const viewport = values.desk ? screens.desk : screens.phone;
const suffix = [values.desk ? '-desk' : '', values.dark ? '-dark' : '', values.en ? '-en' : ''].join('');
const root = resolve(web, 'stories');
const outDir = await mkdtemp(join(tmpdir(), 'visavis-stories-'));
const complaints: string[] = [];
await mkdir(folder, { recursive: true });
await build({
  root,
  plugins: [react()],
  logLevel: 'warn',
  build: { outDir, emptyOutDir: true, assetsInlineLimit: 0 },
});
const server = await preview({
  root,
  build: { outDir },
  preview: { port: 0, host: '127.0.0.1', headers: { 'Content-Security-Policy': policy } },
});
const browser = await chromium.launch({
  executablePath: chromiumPath(),
  args: ['--no-sandbox', '--autoplay-policy=no-user-gesture-required'],
});
try {
  const url = server.resolvedUrls?.local[0];
  if (!url) throw new Error('the preview has no address');
  const states = named.length > 0 ? named : await allStates(browser, url);
  for (const state of states) await shoot(browser, url, state);
} finally {
  await browser.close();
  await server.close();
  await rm(outDir, { recursive: true, force: true });
}
for (const complaint of complaints) console.error(complaint);
process.exitCode = complaints.length > 0 ? 1 : 0;

async function allStates(on: Browser, url: string): Promise<string[]> {
  const page = await on.newPage();
  await page.goto(url);
  const names = await page.locator('li').allTextContents();
  await page.close();
  return names;
}

async function shoot(on: Browser, url: string, state: string): Promise<void> {
  const page = await on.newPage({
    viewport,
    colorScheme: values.dark ? 'dark' : 'light',
    locale: values.en ? 'en-GB' : 'de-DE',
    reducedMotion: 'reduce',
  });
  page.on('console', message => {
    if (message.type() === 'error') complaints.push(`${state}: ${message.text()}`);
  });
  page.on('pageerror', error => complaints.push(`${state}: ${error.message}`));
  await page.goto(`${url}?state=${state}`);
  await page.locator('[data-state]').first().waitFor();
  for (const video of await page.locator('video').all()) {
    await video.evaluate((element: HTMLVideoElement) =>
      element.readyState >= 2 || !element.srcObject
        ? undefined
        : new Promise(resolve => element.addEventListener('loadeddata', resolve, { once: true })),
    );
  }
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (wide > 0) complaints.push(`${state}: ${wide} px wider than the screen`);
  await page.screenshot({ path: join(folder, `${state}${suffix}.png`) });
  const height = await page.evaluate(() => document.documentElement.scrollHeight - innerHeight);
  if (height > 0) await page.screenshot({ path: join(folder, `${state}${suffix}-full.png`), fullPage: true });
  await page.close();
}
