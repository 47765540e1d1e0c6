import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { openContext, type Screen } from '@visavis/test-kit/browser';
import type { Browser, Page } from 'playwright-core';

export type OpenPage = (browser: Browser, screen: Screen, name: string) => Promise<Page>;

/** Opens pages in fresh profiles and writes down what they say, so that a broken journey can be understood. */
export const pageOpener =
  (folder: string): OpenPage =>
  async (browser, screen, name) => {
    const page = await (await openContext(browser, { screen })).newPage();
    const write = (line: string) => appendFileSync(join(folder, 'pages.log'), `${name}: ${line}\n`);
    page.on('console', message => write(`${message.type()} ${message.text()}`));
    page.on('pageerror', error => write(`error ${error.stack ?? error.message}`));
    return page;
  };

/** What every page showed when something went wrong. */
export async function keepLastPictures(browsers: Browser[], folder: string): Promise<void> {
  const pages = browsers.flatMap(browser => browser.contexts()).flatMap(context => context.pages());
  await Promise.allSettled(
    pages.map((page, index) => page.screenshot({ path: join(folder, `failed-${index}.png`) })),
  );
}
