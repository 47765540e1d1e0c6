/* What is administered in a real browser, on the console as it is built. */
import { operatorId } from '@visavis/db';
import { generateRootKeyFile, issueCertificate, loadRootKeyFile, type PublicJwk } from '@visavis/e2ee';
import { addPersonRow } from '@visavis/test-kit';
import { expect, test } from 'vitest';
import { fill, inState, openPage, press, setConsole, type Page } from './console-pages.ts';

const shown = setConsole();

const choose = async (page: Page, label: string, option: string) => {
  await page.getByRole('dialog').getByRole('button', { name: label }).click();
  await page.getByRole('option', { name: option }).click();
};
const row = (page: Page, name: string) => page.getByRole('row', { name }).first();

async function makeOrganisation(page: Page, kind: string, name: string): Promise<void> {
  await press(page, 'New organisation');
  await page.getByRole('radio', { name: kind }).check({ force: true });
  await fill(page, 'Name', name);
  await press(page, 'Create');
  await row(page, name).waitFor();
}

test('from nothing to a contract that an ident centre identifies under, and its first administrator', async () => {
  const { userId } = await addPersonRow(shown.stack.database.sql, operatorId, {
    roles: ['operator'],
    name: 'Olga Operator',
  });
  const page = await openPage(shown, userId, 'organisations');
  const complaints: string[] = [];
  page.on('pageerror', error => complaints.push(error.message));
  await inState(page, 'organisations');
  await makeOrganisation(page, 'Ident centre', 'Leipzig');
  await makeOrganisation(page, 'Company', 'New Bank');

  await row(page, 'New Bank').click();
  await page.getByRole('dialog').getByText('The root is missing').waitFor();
  const [bank] = await shown.stack.database.sql<
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
  const guest = await (await shown.browser.newContext()).newPage();
  await guest.goto(link);
  await inState(guest, 'invitation-password');
  expect(complaints).toEqual([]);
  await page.context().close();
});

test('who administers is told what ends soon, until it is renewed', async () => {
  const { sql } = shown.stack.database;
  const tenant = await shown.stack.tenant(['administrator']);
  const { id } = tenant.user('administrator');
  await sql`update api_key set expires_at = now() + interval '31 days' where tenant_id = ${tenant.tenant.id}`;
  const page = await openPage(shown, id, 'account');
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

test('an agent is told at the desk which certificate of the device ends soon', async () => {
  const { sql } = shown.stack.database;
  const { tenant, root, user } = await shown.stack.tenant(['agent']);
  const { id } = user('agent');
  const page = await openPage(shown, id, 'calls');
  await inState(page, 'device-fingerprint');
  await page.getByLabel('Fingerprint').fill(root.fingerprint);
  await press(page, 'Go on');
  await inState(page, 'device-waiting');
  const [device] = await sql<{ id: string; publicKey: PublicJwk }[]>`
    update device set status = 'approved', approved_at = now() where user_id = ${id}
    returning id, public_key as "publicKey"`;
  if (!device) throw new Error('no device');
  /** What the company's compliance does, and again to renew. */
  const certify = async (days: number) => {
    const now = Math.floor(Date.now() / 1000);
    const expires = now + days * 86_400;
    const certificate = await issueCertificate(
      {
        ...{ tenant: tenant.id, device: device.publicKey, person: id, name: 'The agent', role: 'agent' },
        ...{ issued: now, expires },
      },
      root.privateKey,
    );
    await sql`
      insert into device_certificate (device_id, tenant_id, certificate, expires_at)
      values (${device.id}, ${tenant.id}, ${certificate}, to_timestamp(${expires}))
      on conflict (device_id, tenant_id) do update set certificate = ${certificate}, expires_at = excluded.expires_at`;
  };
  const note = page.getByText('The certificate of this device for Bank');
  await certify(29);
  await inState(page, 'queue');
  await note.waitFor();
  await certify(31);
  await page.reload();
  await inState(page, 'queue');
  expect(await note.count()).toBe(0);
  await page.context().close();
});
