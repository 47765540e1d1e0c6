import type { Browser, Page } from 'playwright-core';
import type { Ready } from '../start/ready.ts';
import { signIn } from './agent.ts';
import { inState, type Keep } from './customer.ts';
import type { OpenPage } from './pages.ts';

const visit = async (page: Page, name: string, state: string) => {
  await page.getByRole('link', { name, exact: true }).click();
  await inState(page, state).waitFor();
};

/** What compliance staff do in the console: look at contracts and what is due, and open the evidence with the key file. */
export async function openAsCompliance(options: {
  browser: Browser;
  openPage: OpenPage;
  ready: Ready;
  keep: Keep;
}): Promise<Page> {
  const { browser, openPage, ready, keep } = options;
  const page = await openPage(browser, 'desk', 'compliance');
  await signIn(page, ready.agentUrl, ready.users.compliance, () => Promise.resolve(), '');
  await visit(page, 'Contracts', 'contracts');
  await keep(page, 'compliance-1-contracts');
  await visit(page, 'Due', 'due');
  await keep(page, 'compliance-2-due');
  await visit(page, 'Identifications', 'identifications');
  await keep(page, 'compliance-3-identifications');
  const verified = page.getByRole('row').filter({ hasText: 'Verified' });
  await verified.getByRole('button', { name: 'Open evidence' }).click();
  await inState(page, 'evidence-key').waitFor();
  await page.locator('input[type=file]').setInputFiles(ready.evidenceKeyFile);
  await page.getByLabel('Fingerprint of your root key').fill(ready.rootFingerprint);
  await keep(page, 'compliance-4-key');
  await page.getByRole('button', { name: 'Verify and open' }).click();
  await inState(page, 'evidence-complete').waitFor();
  await keep(page, 'compliance-5-evidence');
  return page;
}

/** The deletion stands among the receipts. */
export async function seeReceipt(page: Page, keep: Keep): Promise<void> {
  await visit(page, 'Receipts', 'receipts');
  await page.getByRole('row').nth(1).waitFor();
  await keep(page, 'compliance-6-receipts');
}
