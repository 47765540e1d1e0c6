import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { launchBrowser } from '../browser.ts';

export type FilmName = 'customer' | 'agent';

export interface FilmFormat {
  width: number;
  /** JPEG quality, 0 to 1. */
  quality: number;
}

/** How a whole film is played. */
export interface FilmPace extends FilmFormat {
  /** Frames drawn a second of playing. */
  rate: number;
  /** Seconds of the film in a second of playing. */
  speed: number;
}

/** Chromium's fake camera plays MJPEG files at 30 frames a second, whatever they hold. */
const PLAYED_RATE = 30;

const ORIGIN = 'http://pictures.invalid';

/** Gives the page our drawing modules as JavaScript, straight from their sources; nothing goes over a network. */
const serveSources = async (page: Page): Promise<void> => {
  await page.route(`${ORIGIN}/**`, route => {
    const { pathname } = new URL(route.request().url());
    if (pathname === '/') {
      const body = '<!doctype html><script type="module" src="/draw/page.ts"></script>';
      return route.fulfill({ contentType: 'text/html', body });
    }
    const source = readFileSync(fileURLToPath(new URL(`.${pathname}`, import.meta.url)), 'utf8');
    return route.fulfill({ contentType: 'text/javascript', body: stripTypeScriptTypes(source) });
  });
};

/** Opens a film in a browser; `frame` draws the picture at a time in seconds as JPEG. */
export const withFilm = async <T>(
  name: FilmName,
  run: (film: { duration: number; frame: (t: number, format: FilmFormat) => Promise<Buffer> }) => Promise<T>,
): Promise<T> => {
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    await serveSources(page);
    await page.goto(ORIGIN, { waitUntil: 'load' });
    const duration = await page.evaluate(film => window.openFilm(film), name);
    return await run({
      duration,
      frame: async (t, { width, quality }) => {
        const encoded = await page.evaluate(([at, w, q]) => window.renderFrame(at, w, q), [
          t,
          width,
          quality,
        ] as const);
        return Buffer.from(encoded, 'base64');
      },
    });
  } finally {
    await browser.close();
  }
};

/** The whole film as MJPEG: JPEG pictures one after the other, each as often as playing at 30 a second needs. */
export const renderFilm = (name: FilmName, format: FilmPace): Promise<Buffer> =>
  withFilm(name, async ({ duration, frame }) => {
    const { rate, speed } = format;
    const count = Math.round((duration / speed) * rate);
    const frames: Buffer[] = [];
    for (let index = 0; index < count; index += 1) {
      const picture = await frame((index * speed) / rate, format);
      for (let repeat = 0; repeat < PLAYED_RATE / rate; repeat += 1) frames.push(picture);
    }
    return Buffer.concat(frames);
  });
