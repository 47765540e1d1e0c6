/* Asking for the second factor once more, in a real browser. */
import { operatorId } from '@visavis/db';
import { addDeviceRow, addOrganisationRow, addPersonRow } from '@visavis/test-kit';
import { expect, test } from 'vitest';
import { codeOf, forgetSteps } from './clients.ts';
import { fill, inState, openPage, press, setConsole, type Page } from './console-pages.ts';

const shown = setConsole();

test('what matters most asks for a code again, and goes on by itself once it was shown', async () => {
  const { sql } = shown.stack.database;
  const tenant = await shown.stack.tenant(['administrator']);
  const { id, totpSecret } = tenant.user('administrator');
  const page = await openPage(shown, id, 'api_keys');
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
  await forgetSteps(shown.stack);
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
  const { sql } = shown.stack.database;
  const tenant = await shown.stack.tenant();
  const centreId = await addOrganisationRow(sql, 'ident_centre');
  await addDeviceRow(sql, await addPersonRow(sql, centreId));
  const people = {
    bank: await addPersonRow(sql, tenant.tenant.id, { roles: ['administrator', 'compliance'] }),
    centre: await addPersonRow(sql, centreId, { roles: ['administrator'] }),
  };
  for (const who of ['bank', 'centre'] as const) {
    const { userId } = people[who];
    const page = await openPage(shown, userId, 'account');
    await inState(page, 'account');
    await sql`update session set confirmed_at = now() - interval '5 minutes' where user_id = ${userId}`;
    const asked = page.getByRole('dialog', { name: 'Confirm that it is you' });
    for (const [route, go, typed] of asking[who]) {
      await page.goto(`${shown.stack.context.config.agentOrigin}/#/${route}`);
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
      await page.goto(`${shown.stack.context.config.agentOrigin}/#/account`);
      await inState(page, 'account');
    }
    await page.context().close();
  }
});
