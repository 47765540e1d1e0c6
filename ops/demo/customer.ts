import type { Page } from 'playwright-core';

/** What a page says it shows. */
export const inState = (page: Page, state: string) => page.locator(`[data-state="${state}"]`);

export type Keep = (page: Page, name: string) => Promise<void>;

/** From the link to the waiting room, as a person would go. */
export async function enterAsCustomer(page: Page, url: string, keep: Keep): Promise<void> {
  await page.goto(url);
  await inState(page, 'consent').waitFor();
  await keep(page, 'customer-1-consent');
  await page.getByRole('checkbox').check({ force: true });
  await page.getByRole('button', { name: 'Continue' }).click();
  await inState(page, 'preview').waitFor();
  await keep(page, 'customer-2-why');
  await page.getByRole('button', { name: 'Turn on camera' }).click();
  const proceed = page.getByRole('button', { name: 'To the waiting room' });
  await proceed.waitFor();
  await keep(page, 'customer-3-preview');
  await proceed.click();
}

/** The six digits on either screen, once both ends have confirmed the key agreement. */
export async function readSecurityCode(page: Page): Promise<string> {
  const label = await page.getByRole('img', { name: /security code/i }).getAttribute('aria-label');
  return (label ?? '').replaceAll(/\D/g, '');
}
