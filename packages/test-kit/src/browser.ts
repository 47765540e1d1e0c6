import { spawnSync } from 'node:child_process';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';

export interface BrowserOptions {
  /** `.mjpeg` (or `.y4m`) file that the camera plays, again and again; left out: Chromium's test picture. */
  camera?: string;
  /** `.wav` file that the microphone plays; left out: Chromium's beeps. */
  audio?: string;
  /** More command-line flags. */
  args?: string[];
}

/** Debian's Chromium, or the one that `CHROMIUM_BIN` names. @throws with the command that installs it */
export const chromiumPath = (): string => {
  const named = process.env.CHROMIUM_BIN;
  if (named !== undefined && named !== '') return named;
  const found = spawnSync(
    'sh',
    ['-c', 'command -v chromium || command -v chromium-browser || command -v google-chrome'],
    {
      encoding: 'utf8',
    },
  ).stdout.trim();
  if (found === '') {
    throw new Error('Chromium is not installed: run "apt-get install chromium", or set CHROMIUM_BIN to one');
  }
  return found;
};

/**
 * What Chromium leaves out. Only the last such flag counts, so the first line takes over from playwright's what matters
 * to pages and asks the network for nothing. The second: hidden pages of the address bar, a second of a core for each
 * window.
 */
const DISABLED = [
  ...['HttpsUpgrades', 'HttpsFirstBalancedModeAutoEnable', 'PaintHolding', 'ThirdPartyStoragePartitioning'],
  ...['MediaRouter', 'OptimizationHints', 'NetworkTimeServiceQuerying', 'PreconnectToSearch', 'AimEnabled'],
  ...['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup'],
];

const FLAGS = [
  // Root has no sandbox of Chromium's, and test pages are our own.
  '--no-sandbox',
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--autoplay-policy=no-user-gesture-required',
  // Several windows share a screen that nobody looks at: none of them may fall asleep.
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  `--disable-features=${DISABLED.join(',')}`,
];

/** A real Chromium without window whose camera and microphone play files; permission is given without asking. */
export const launchBrowser = ({ camera, audio, args = [] }: BrowserOptions = {}): Promise<Browser> =>
  chromium.launch({
    executablePath: chromiumPath(),
    args: [
      ...FLAGS,
      ...(camera === undefined ? [] : [`--use-file-for-fake-video-capture=${camera}`]),
      ...(audio === undefined ? [] : [`--use-file-for-fake-audio-capture=${audio}`]),
      ...args,
    ],
  });

/** The two screens that every page is made for: a phone held upright and an agent's desk. */
export const screens = {
  phone: { width: 360, height: 740 },
  desk: { width: 1366, height: 768 },
} as const;

export type Screen = keyof typeof screens;
export type ColorScheme = 'light' | 'dark';

export interface ContextOptions {
  screen?: Screen;
  colorScheme?: ColorScheme;
  /** BCP 47, for example `de-DE`. */
  locale?: string;
}

/** A fresh profile (no cookies, no storage) in a browser. */
export const openContext = (
  browser: Browser,
  { screen = 'desk', colorScheme = 'light', locale = 'en-GB' }: ContextOptions = {},
): Promise<BrowserContext> =>
  browser.newContext({
    viewport: screens[screen],
    colorScheme,
    locale,
    // A phone's pixels are denser; text in pictures stays legible.
    deviceScaleFactor: screen === 'phone' ? 2 : 1,
    isMobile: screen === 'phone',
    hasTouch: screen === 'phone',
    reducedMotion: 'reduce',
    permissions: ['camera', 'microphone'],
  });

/** For a browser's context, what a request sends as `Cookie`. */
export const cookiesFor = (url: string, header: string) =>
  header.split('; ').map(cookie => {
    const at = cookie.indexOf('=');
    return {
      name: cookie.slice(0, at),
      value: cookie.slice(at + 1),
      url,
      httpOnly: true,
      sameSite: 'Strict' as const,
    };
  });

/**
 * Keeps a page's picture at both sizes and in both colour schemes as `<path>-<screen>-<scheme>.png`, and leaves the page as it was.
 * @returns the four files
 */
export const screenshotAll = async (page: Page, path: string): Promise<string[]> => {
  const before = page.viewportSize();
  const files: string[] = [];
  for (const [name, size] of Object.entries(screens)) {
    await page.setViewportSize(size);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      const file = `${path}-${name}-${colorScheme}.png`;
      await page.screenshot({ path: file });
      files.push(file);
    }
  }
  await page.emulateMedia({ colorScheme: null });
  if (before !== null) await page.setViewportSize(before);
  return files;
};
