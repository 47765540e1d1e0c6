/* One's own account in a real browser, on the console as it is built. */
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { asPlatform } from '@visavis/db';
import { twoFreePorts } from '@visavis/embedded';
import { launchBrowser } from '@visavis/test-kit/browser';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAccount } from '../src/access/account.ts';
import { codeOf } from './clients.ts';
import { startStack, type Stack } from './stack.ts';

type Browser = Awaited<ReturnType<typeof launchBrowser>>;
type Page = Awaited<ReturnType<Browser['newPage']>>;

let stack: Stack;
let browser: Browser;
beforeAll(async () => {
  const webRoot = fileURLToPath(new URL('../../../web', import.meta.url));
  stack = await startStack({ port: await twoFreePorts(), webRoot });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await stack.stop();
});

const inState = (page: Page, state: string) => page.locator(`[data-state="${state}"]`).waitFor();
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const fill = (page: Page, label: string, text: string) => page.getByLabel(label, { exact: true }).fill(text);
const good = 'Tulpe-Regal-Nebel-42';

test('from the invitation to the first sign-in, then another password, and in again by a recovery code', async () => {
  const tenant = await stack.tenant(['administrator']);
  const { sql, config } = stack.context;
  const email = `${randomUUID()}@example.test`;
  const account = {
    organisation: { id: tenant.tenant.id, kind: 'tenant' } as const,
    email,
    name: 'Erika Muster',
    roles: ['compliance'] as const,
  };
  const actor = { kind: 'service', id: 'test' } as const;
  const { id, link } = await asPlatform(sql, transaction =>
    createAccount(transaction, config.agentOrigin, account, actor),
  );
  const context = await browser.newContext({ locale: 'en-GB' });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', error => complaints.push(error.message));

  await page.goto(link);
  await inState(page, 'invitation-password');
  // the token is nowhere to be read any more
  expect(page.url()).toBe(`${config.agentOrigin}/`);
  await fill(page, 'New password', 'erikamuster1974');
  await page.getByText('Still too easy to guess').or(page.getByText('Easy to guess')).first().waitFor();
  await page.getByText('Your name, your address').waitFor();
  await fill(page, 'New password', good);
  await page.getByText('Very good').waitFor();
  await press(page, 'Go on');
  await inState(page, 'invitation-code');
  const secret = (await page.locator('code').innerText()).replaceAll(' ', '');
  await fill(page, 'Six digits from the app', '000000');
  await press(page, 'Confirm');
  await page.getByText('This code is not right').waitFor();
  await fill(page, 'Six digits from the app', await codeOf(secret));
  await press(page, 'Confirm');
  await inState(page, 'invitation-codes');
  const codes = await page.locator('ol li').allInnerTexts();
  expect(codes).toHaveLength(10);
  await press(page, 'I have kept them');
  await press(page, 'To the sign-in');

  const signIn = async (password: string) => {
    await inState(page, 'sign-in');
    await fill(page, 'E-mail', email);
    await fill(page, 'Password', password);
  };
  await signIn(good);
  await fill(page, 'Six-digit code', await codeOf(secret, 1));
  await press(page, 'Sign in');
  await page.getByRole('link', { name: 'Your account' }).click();
  await inState(page, 'account');
  await page.getByText('10 of your recovery codes are left.').waitFor();
  await press(page, 'Change password');
  await fill(page, 'Present password', good);
  await fill(page, 'New password', good);
  await press(page, 'Use a recovery code');
  await fill(page, 'Recovery code', codes[0] ?? '');
  await press(page, 'Save password');
  await page.getByText('You have used this one before.').waitFor();
  const next = 'Nebel Kranich 7 Fenster';
  await fill(page, 'New password', next);
  await fill(page, 'Recovery code', codes[0] ?? '');
  await press(page, 'Save password');
  await page.getByText('Your password is changed.').waitFor();
  await page.getByText('9 of your recovery codes are left.').waitFor();
  await press(page, 'Sign out');
  await inState(page, 'sign-in');
  // nothing of before is left, on the page or in the browser's stores
  expect(await page.locator('body').innerText()).not.toMatch(/Erika|Muster/);
  const kept = await page.evaluate(() =>
    JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)]),
  );
  expect(kept).not.toMatch(/Erika|Muster|@example/);
  // masked, pasted into and filled in by managers as they like
  const field = page.getByLabel('Password', { exact: true });
  expect(await field.getAttribute('type')).toBe('password');
  expect(await field.getAttribute('autocomplete')).toBe('current-password');
  const isPasted = await field.evaluate(element =>
    element.dispatchEvent(new Event('paste', { bubbles: true, cancelable: true })),
  );
  expect(isPasted).toBe(true);

  await signIn(next);
  await press(page, 'Use a recovery code');
  await fill(page, 'Recovery code', (codes[1] ?? '').toLowerCase());
  await press(page, 'Sign in');
  await inState(page, 'sign-in-news');
  await page.getByText('Your password was changed.').waitFor();
  await press(page, 'Understood');
  await inState(page, 'should-enrol');
  await press(page, 'Set up anew');
  await fill(page, 'Present password', next);
  await press(page, 'Use a recovery code');
  await fill(page, 'Recovery code', codes[2] ?? '');
  await press(page, 'Go on');
  const another = (await page.locator('code').innerText()).replaceAll(' ', '');
  expect(another).not.toBe(secret);
  await fill(page, 'Six digits from the app', await codeOf(another));
  await press(page, 'Confirm');
  await press(page, 'I have kept them');
  await page.getByText('10 of your recovery codes are left.').waitFor();

  // a password that somebody else knows: nothing but another
  await stack.database.sql`update app_user set password_must_change = true where id = ${id}`;
  await page.reload();
  await inState(page, 'must-change-password');
  await page.goto(link);
  await inState(page, 'invitation-spent');
  expect(complaints).toEqual([]);
  await context.close();
});
