/* What is administered in a real browser, on the console as it is built. */
import { fileURLToPath } from 'node:url';
import { operatorId } from '@visavis/db';
import { generateRootKeyFile, loadRootKeyFile } from '@visavis/e2ee';
import { twoFreePorts } from '@visavis/embedded';
import { addDeviceRow, addOrganisationRow, addPersonRow } from '@visavis/test-kit';
import { cookiesFor, launchBrowser } from '@visavis/test-kit/browser';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { codeOf, forgetSteps } from './clients.ts';
import { signIn } from './live/process.ts';
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
const choose = async (page: Page, label: string, option: string) => {
  await page.getByRole('dialog').getByRole('button', { name: label }).click();
  await page.getByRole('option', { name: option }).click();
};
const row = (page: Page, name: string) => page.getByRole('row', { name }).first();

async function openConsole(userId: string, route: string): Promise<Page> {
  const { agentOrigin } = stack.context.config;
  const context = await browser.newContext({ locale: 'en-GB' });
  await context.addCookies(cookiesFor(agentOrigin, await signIn(stack.context, userId)));
  const page = await context.newPage();
  await page.goto(`${agentOrigin}/#/${route}`);
  return page;
}

async function makeOrganisation(page: Page, kind: string, name: string): Promise<void> {
  await press(page, 'New organisation');
  await page.getByRole('radio', { name: kind }).check({ force: true });
  await fill(page, 'Name', name);
  await press(page, 'Create');
  await row(page, name).waitFor();
}

test('from nothing to a contract that an ident centre identifies under, and its first administrator', async () => {
  const { userId } = await addPersonRow(stack.database.sql, operatorId, {
    roles: ['operator'],
    name: 'Olga Operator',
  });
  const page = await openConsole(userId, 'organisations');
  const complaints: string[] = [];
  page.on('pageerror', error => complaints.push(error.message));
  await inState(page, 'organisations');
  await makeOrganisation(page, 'Ident centre', 'Leipzig');
  await makeOrganisation(page, 'Company', 'New Bank');

  await row(page, 'New Bank').click();
  await page.getByRole('dialog').getByText('The root is missing').waitFor();
  const [bank] = await stack.database.sql<
    { id: string }[]
  >`select id from organisation where name = 'New Bank'`;
  const id = bank?.id ?? '';
  const file = await generateRootKeyFile(id, new Date());
  const { publicJwk: publicKey, fingerprint } = await loadRootKeyFile(file);
  await press(page, 'Enter root');
  const give = async (content: object) => {
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('dialog').getByRole('button', { name: 'Choose a file' }).click();
    const buffer = Buffer.from(JSON.stringify(content));
    await (await chooser).setFiles({ name: 'root.json', mimeType: 'application/json', buffer });
  };
  await give(file);
  await page.getByText('This is the company’s secret key file').waitFor();
  await give({ tenant: operatorId, fingerprint, publicKey });
  await page.getByText('This root was made for another ID').waitFor();
  await give({ tenant: id, fingerprint, publicKey });
  await page.getByText(fingerprint).waitFor();
  await press(page, 'Enter root');
  await page.getByRole('dialog').waitFor({ state: 'detached' });

  await page.getByRole('link', { name: 'Grants' }).click();
  await inState(page, 'contract_grants');
  await press(page, 'New contract');
  await choose(page, 'Company', 'New Bank');
  await fill(page, 'Name', 'Accounts');
  await fill(page, 'Purpose in German', 'Kontoeröffnung');
  await fill(page, 'Purpose in English', 'Opening an account');
  await press(page, 'Create draft');
  await press(page, 'Grant');
  await choose(page, 'Ident centre', 'Leipzig');
  await page.getByRole('dialog').getByRole('button', { name: 'Grant', exact: true }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByText('Leipzig').waitFor();

  await page.getByRole('link', { name: 'Accounts' }).click();
  await inState(page, 'users');
  await press(page, 'Invite');
  await choose(page, 'Organisation', 'Leipzig');
  await fill(page, 'Name', 'Ada Administrator');
  await fill(page, 'E-mail', 'ada@example.test');
  await page.getByRole('checkbox', { name: 'Administration' }).check({ force: true });
  await press(page, 'Make account and link');
  const link = await page.getByLabel('Link', { exact: true }).inputValue();
  expect(link).toContain('/#/invitation/');
  await press(page, 'I have handed it over');
  await page.getByText('Has a link').waitFor();
  expect(await page.content()).not.toContain(link.split('/').at(-1));
  const guest = await (await browser.newContext()).newPage();
  await guest.goto(link);
  await inState(guest, 'invitation-password');
  expect(complaints).toEqual([]);
  await page.context().close();
});

test('what matters most asks for a code again, and goes on by itself once it was shown', async () => {
  const { sql } = stack.database;
  const tenant = await stack.tenant(['administrator']);
  const { id, totpSecret } = tenant.user('administrator');
  const page = await openConsole(id, 'api_keys');
  await inState(page, 'api_keys');
  await sql`update session set confirmed_at = now() - interval '5 minutes' where user_id = ${id}`;
  const keys = async () =>
    (await sql`select 1 from api_key where tenant_id = ${tenant.tenant.id} and label = 'Core banking'`).count;

  await press(page, 'New key');
  await fill(page, 'Label', 'Core banking');
  await page.getByRole('checkbox').first().check({ force: true });
  await press(page, 'Make key');
  const asked = page.getByRole('dialog', { name: 'Confirm that it is you' });
  await asked.waitFor();
  await page.keyboard.press('Escape');
  await asked.waitFor({ state: 'detached' });
  await page.getByText('Not confirmed; nothing was changed.').waitFor();

  await press(page, 'Make key');
  // the dialog waits for exactly that
  expect(await asked.getByLabel('Six-digit code').evaluate(field => field === document.activeElement)).toBe(
    true,
  );
  await asked.getByLabel('Six-digit code').fill('000000');
  await asked.getByRole('button', { name: 'Confirm' }).click();
  await asked.getByText('This code is not right').waitFor();
  expect(await keys()).toBe(0);
  await forgetSteps(stack);
  await asked.getByLabel('Six-digit code').fill(await codeOf(totpSecret));
  await asked.getByRole('button', { name: 'Confirm' }).click();
  await page.getByRole('alertdialog').waitFor();
  expect(await keys()).toBe(1);

  // the same place, had it not been the account's first
  await sql`update known_place set is_first = false where user_id = ${id}`;
  await page.reload();
  await inState(page, 'api_keys');
  await page.getByRole('button', { name: 'Revoke', exact: true }).first().click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click();
  const passkeyOnly = page.getByRole('dialog', { name: 'Confirm with a passkey' });
  for (const why of [
    'This browser is new for your account.',
    'This network is new',
    'This browser is outdated',
  ])
    await passkeyOnly.getByText(why).waitFor();
  expect(await passkeyOnly.getByLabel('Six-digit code').count()).toBe(0);
  await passkeyOnly.getByRole('button', { name: 'Use a passkey' }).waitFor();
  await page.context().close();
});

/** On each page that asks again: up to the button that asks. */
const asking: Record<
  'bank' | 'centre',
  [route: string, go: (page: Page) => Promise<void>, typed?: string][]
> = {
  bank: [
    [
      'contracts',
      async page => {
        await press(page, 'Change retention period');
        await fill(page, 'Days after the end of an identification', '30');
        await press(page, 'Show the effect');
        await press(page, 'Change to 30 days');
      },
      '30',
    ],
    [
      'contracts',
      async page => {
        await press(page, 'Demand passkeys');
        await page.getByRole('dialog').getByRole('button', { name: 'Demand passkeys' }).click();
      },
    ],
    [
      'users',
      async page => {
        await press(page, 'Invite');
        await fill(page, 'Name', 'Ada Administrator');
        await fill(page, 'E-mail', 'ada@example.test');
        await page.getByRole('checkbox', { name: 'Administration' }).check({ force: true });
        await press(page, 'Make account and link');
      },
      'Ada Administrator',
    ],
    [
      'contract_grants',
      async page => {
        await press(page, 'Grant');
        await fill(page, 'ID of the ident centre', operatorId);
        await page.getByRole('dialog').getByRole('button', { name: 'Grant', exact: true }).click();
      },
      operatorId,
    ],
  ],
  centre: [
    [
      'devices',
      async page => {
        await press(page, 'Revoke');
        await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click();
      },
    ],
    [
      'sites',
      async page => {
        await press(page, 'New site');
        await fill(page, 'Name', 'Leipzig');
        await fill(page, 'Networks', '203.0.113.0/24');
        await page.getByRole('checkbox').first().check({ force: true });
        await press(page, 'Save');
      },
      'Leipzig',
    ],
  ],
};

test('who does not confirm finds every page as it was, and reads that nothing was changed', async () => {
  const { sql } = stack.database;
  const tenant = await stack.tenant();
  const centreId = await addOrganisationRow(sql, 'ident_centre');
  await addDeviceRow(sql, await addPersonRow(sql, centreId));
  const people = {
    bank: await addPersonRow(sql, tenant.tenant.id, { roles: ['administrator', 'compliance'] }),
    centre: await addPersonRow(sql, centreId, { roles: ['administrator'] }),
  };
  for (const who of ['bank', 'centre'] as const) {
    const { userId } = people[who];
    const page = await openConsole(userId, 'account');
    await inState(page, 'account');
    await sql`update session set confirmed_at = now() - interval '5 minutes' where user_id = ${userId}`;
    const asked = page.getByRole('dialog', { name: 'Confirm that it is you' });
    for (const [route, go, typed] of asking[who]) {
      await page.goto(`${stack.context.config.agentOrigin}/#/${route}`);
      await inState(page, route);
      await go(page);
      await asked.waitFor();
      await page.keyboard.press('Escape');
      await asked.waitFor({ state: 'detached' });
      const dialog = page.locator('[role=dialog], [role=alertdialog]');
      await dialog.getByText('Not confirmed; nothing was changed.').waitFor();
      expect(await dialog.getByRole('alert').count(), route).toBe(0);
      if (typed !== undefined)
        expect(await dialog.getByRole('textbox').first().inputValue(), route).toBe(typed);
      // another page in between: whatever is open is left
      await page.goto(`${stack.context.config.agentOrigin}/#/account`);
      await inState(page, 'account');
    }
    await page.context().close();
  }
});

test('who administers is told what ends soon, until it is renewed', async () => {
  const { sql } = stack.database;
  const tenant = await stack.tenant(['administrator']);
  const { id } = tenant.user('administrator');
  await sql`update api_key set expires_at = now() + interval '31 days' where tenant_id = ${tenant.tenant.id}`;
  const page = await openConsole(id, 'account');
  await inState(page, 'account');
  const reminder = page.getByText('The API key “test” ends on');
  await page.getByRole('link', { name: 'API keys' }).click();
  await page.getByRole('row', { name: 'test' }).waitFor();
  expect(await reminder.count()).toBe(0);

  await sql`update api_key set expires_at = now() + interval '29 days' where tenant_id = ${tenant.tenant.id}`;
  await page.reload();
  await reminder.waitFor();
  await press(page, 'Replace');
  await page.getByRole('dialog').getByRole('button', { name: 'Replace' }).click();
  await press(page, 'I have stored it');
  await page.getByRole('link', { name: 'Your account' }).click();
  await reminder.waitFor({ state: 'detached' });
  await page.context().close();
});
