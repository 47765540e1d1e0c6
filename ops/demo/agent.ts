import type { Page } from 'playwright-core';
import { generate } from 'otplib';
import { inState, readSecurityCode, type Keep } from './customer.ts';
import type { Scene } from './film.ts';
import { reached } from './timings.ts';

type User = { email: string; password: string; totpSecret: string };

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });

export async function signIn(page: Page, url: string, user: User, keep: Keep, name: string): Promise<void> {
  await page.goto(url);
  await page.getByLabel('E-mail').fill(user.email);
  await page.getByLabel('Password', { exact: true }).fill(user.password);
  await page.getByLabel('Six-digit code').fill(await generate({ secret: user.totpSecret }));
  await keep(page, name);
  await button(page, 'Sign in').click();
}

/** The first time on a device: the company's fingerprint, then its confirmation, then the role's first page. */
export async function setUpDevice(
  page: Page,
  fingerprint: string,
  first: 'queue' | 'floor',
  keep?: Keep,
): Promise<void> {
  await inState(page, 'device-fingerprint').waitFor();
  await page.getByLabel('Fingerprint').fill(fingerprint);
  await keep?.(page, 'agent-2-fingerprint');
  await button(page, 'Go on').click();
  await inState(page, first).waitFor();
}

/** Says of the room what a shift begins with, unless that was said before, and switches to ready. */
export async function becomeReady(page: Page): Promise<void> {
  const [asked, attested] = [inState(page, 'unattested'), inState(page, 'attested')];
  await asked.or(attested).waitFor();
  if (await asked.isVisible()) {
    await asked.getByRole('radio').first().check({ force: true });
    await button(page, 'Confirm').click();
    await attested.waitFor();
  }
  const ready = page.getByRole('switch', { name: 'Ready for calls', disabled: false });
  await ready.waitFor();
  if (!(await ready.isChecked())) await ready.click({ force: true });
}

/** Takes the next offer, once transports stand: they are opened while a person still reads the offer. */
export async function accept(page: Page, customer: Page, keep?: Keep): Promise<void> {
  await inState(page, 'offer').waitFor();
  await keep?.(page, 'agent-4-offer');
  await Promise.all([reached(page, 'prepared'), reached(customer, 'prepared')]);
  await button(page, 'Accept').click();
  await inState(page, 'call').waitFor();
}

export type Checks = {
  /** What the customer reads aloud. */
  customerCode: () => Promise<string>;
  /** Resolves while the customer shows it. */
  scene: (scene: Scene) => Promise<void>;
  keep: Keep;
  keepCustomer: (name: string) => Promise<void>;
};

/** The checklist of ruleset `basic`, with the pictures it asks for. @throws Error when the codes differ */
export async function leadThroughChecks(page: Page, { customerCode, scene, keep, keepCustomer }: Checks) {
  await button(page, 'In order').click();
  await page.locator('[data-step="security_code"]').waitFor();
  const shown = await readSecurityCode(page);
  if (shown.length !== 6 || shown !== (await customerCode())) throw new Error('the security codes differ');
  await keep(page, 'agent-5-code');
  await keepCustomer('customer-6-code');
  await button(page, 'The customer read this code').click();
  for (const shownNow of ['front', 'back', 'face'] as const) {
    const step = shownNow === 'face' ? 'face' : `document_${shownNow}`;
    await page.locator(`[data-step="${step}"]`).waitFor();
    await scene(shownNow);
    await button(page, 'Take picture').click();
    await keepCustomer(`customer-7-${shownNow}`);
    await keep(page, `agent-6-${shownNow}`);
    await button(page, 'In order').click();
  }
  for (const same of await button(page, /: same$/).all()) await same.click();
  await keep(page, 'agent-7-data');
}

export async function decideVerified(page: Page, keep: Keep): Promise<void> {
  await button(page, 'Decide').click();
  await page
    .getByRole('radio', { name: /^Verified/, disabled: false })
    .first()
    .check({ force: true });
  await keep(page, 'agent-8-decision');
  await button(page, 'Sign decision').click();
  await inState(page, 'decided').waitFor({ timeout: 120_000 });
  await keep(page, 'agent-9-decided');
}

/** Ends a call that was only measured. */
export async function endCall(page: Page): Promise<void> {
  await button(page, 'End call').click();
  const dialog = page.getByRole('alertdialog');
  await dialog.getByRole('radio').first().check({ force: true });
  await dialog.getByRole('button', { name: 'End call' }).click();
  await inState(page, 'ended').waitFor();
}

/** After a call, without being ready yet. */
export async function backToQueue(page: Page): Promise<void> {
  await button(page, 'Pause').click();
  await inState(page, 'queue').waitFor();
}
