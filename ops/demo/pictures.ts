import { join } from 'node:path';
import { screenshotAll } from '@visavis/test-kit/browser';
import type { Page } from 'playwright-core';
import type { Keep } from './customer.ts';

/**
 * Keeps pictures of each state of a page under its name: the customer's on a phone and on a desk, light and dark; the
 * console's on its desk.
 */
export const keepPictures =
  (folder: string): Keep =>
  async (page: Page, name: string) => {
    const path = join(folder, name);
    if (name.startsWith('customer')) await screenshotAll(page, path);
    else await page.screenshot({ path: `${path}.png` });
  };

export const keepNothing: Keep = () => Promise.resolve();
