import type { FirefoxPage } from '@visavis/test-kit/firefox';
import type { Page } from 'playwright-core';

/** As much of a page as a short call needs, in the terms of somebody who looks at it; in any browser. */
export type CallScreen = {
  open: (url: string) => Promise<void>;
  /** Waits until the page is in a state (`data-state`). */
  state: (name: string) => Promise<void>;
  fill: (label: string, text: string) => Promise<void>;
  /** The first one there is. */
  check: (role: 'checkbox' | 'radio') => Promise<void>;
  press: (name: string, role?: 'button' | 'switch') => Promise<void>;
  /** The size of the other end's picture, once one was shown. */
  remotePicture: () => Promise<string>;
  /** Six digits, once both ends have confirmed them. */
  securityCode: () => Promise<string>;
  /** What it shows, for whoever has to understand a failure. */
  describe: () => Promise<string>;
};

/** Runs in the page, once a frame of the other end was opened: the size of its picture. The own one is silent. */
const shownPicture = (): string | null => {
  const isOpened = performance.getEntriesByName('visavis:first-frame').length > 0;
  const video = [...document.querySelectorAll('video')].find(one => !one.muted && one.currentTime > 0);
  return isOpened && video && video.videoWidth > 2 ? `${video.videoWidth}x${video.videoHeight}` : null;
};

/** Runs in the page. */
const description = (): string =>
  JSON.stringify({
    states: [...document.querySelectorAll<HTMLElement>('[data-state]')].map(({ dataset }) => dataset.state),
    moments: performance
      .getEntriesByType('mark')
      .map(({ name, startTime }) => `${name} ${Math.round(startTime)}`),
    videos: [...document.querySelectorAll('video')].map(
      ({ muted, paused, currentTime, videoWidth, readyState }) => ({
        muted,
        paused,
        currentTime,
        videoWidth,
        readyState,
      }),
    ),
    text: document.body.innerText.slice(0, 400),
  });

const digits = (label: string | null | undefined): string => (label ?? '').replaceAll(/\D/g, '');

export const chromiumScreen = (page: Page): CallScreen => ({
  open: async url => {
    await page.goto(url);
  },
  state: name => page.locator(`[data-state="${name}"]`).waitFor(),
  fill: (label, text) => page.getByLabel(label, { exact: true }).fill(text),
  check: role => page.getByRole(role).first().check({ force: true }),
  press: (name, role = 'button') =>
    page.getByRole(role, { name, exact: true }).click({ force: role === 'switch' }),
  remotePicture: async () => String(await (await page.waitForFunction(shownPicture)).jsonValue()),
  securityCode: async () =>
    digits(await page.getByRole('img', { name: /security code/i }).getAttribute('aria-label')),
  describe: () => page.evaluate(description),
});

/** Runs in the page: by its label, since a field for passwords has no role. */
const labelled = (text: string): HTMLElement | null =>
  [...document.querySelectorAll('label')].find(label => label.textContent.trim() === text)?.control ?? null;

/** Puppeteer finds by the accessible name: `::-p-aria(…)`. */
const named = (name: string, role: string) => `::-p-aria([name="${name}"][role="${role}"])`;

export const firefoxScreen = (page: FirefoxPage): CallScreen => {
  page.setDefaultTimeout(60_000);
  return {
    open: async url => {
      await page.goto(url);
    },
    state: async name => {
      await page.waitForSelector(`[data-state="${name}"]`);
    },
    fill: async (label, text) => {
      const field = await page.waitForFunction(labelled, {}, label);
      await field.asElement()?.type(text);
    },
    // drawn by us, so that only the hidden input can be pressed
    check: async role => {
      const box = await page.waitForSelector(`input[type="${role}"]`);
      await box?.evaluate(element => {
        if (element instanceof HTMLElement) element.click();
      });
    },
    press: async (name, role = 'button') => {
      const element = await page.waitForSelector(named(name, role));
      await element?.evaluate(one => {
        if (one instanceof HTMLElement) one.click();
      });
    },
    remotePicture: async () => String(await (await page.waitForFunction(shownPicture)).jsonValue()),
    securityCode: async () => {
      const code = await page.waitForSelector('[role="img"][aria-label*="ecurity code"]');
      return digits(await code?.evaluate(element => element.getAttribute('aria-label')));
    },
    describe: () => page.evaluate(description),
  };
};
