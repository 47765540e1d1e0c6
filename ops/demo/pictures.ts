import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Keep } from './customer.ts';

/** Keeps a picture of each state of a page under its name. */
export const keepPictures =
  (folder: string): Keep =>
  async (page: Page, name: string) => {
    await page.screenshot({ path: join(folder, `${name}.png`) });
  };
