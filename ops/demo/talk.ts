import type { Page } from 'playwright-core';
import type { Keep } from './customer.ts';

/** What the ends said to each other beside picture and sound. */
export type Talk = {
  /** As each end read the other's. */
  read: { customer: string; agent: string };
  /** What the customer was told of it; null where the camera cannot focus. */
  focus: string | null;
  photo: { width: number; height: number };
};

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });

async function write(from: Page, to: Page, text: string): Promise<string> {
  await from.getByRole('textbox', { name: /essage/ }).fill(text);
  await button(from, 'Send').click();
  const heard = to.getByRole('log').getByText(text, { exact: true });
  await heard.waitFor();
  return (await heard.textContent()) ?? '';
}

/** Chromium's test camera can focus and nothing else, and goes on saying that it is focused by hand. */
async function refocus(agent: Page, customer: Page): Promise<string> {
  await button(agent, 'Near').click();
  const line = customer.locator('[data-camera^="focus"]');
  await line.waitFor();
  await agent.locator('[aria-pressed]:not([data-pending])', { hasText: 'Near' }).waitFor();
  return (await line.textContent()) ?? '';
}

/** For the step that is open; it becomes a still of it. */
async function takePhoto(agent: Page, customer: Page, keep: Keep): Promise<Talk['photo']> {
  await button(agent, /^Photo$/).click();
  await customer.locator('[data-photo="taking"]').waitFor();
  await keep(customer, 'customer-6-photo');
  const large = agent.getByRole('dialog').getByRole('img');
  await Promise.all([large.waitFor(), customer.locator('[data-photo="done"]').waitFor()]);
  await keep(agent, 'agent-5-photo');
  const photo = await large.evaluate((image: HTMLImageElement) => ({
    width: image.naturalWidth,
    height: image.naturalHeight,
  }));
  await button(agent, 'Close').click();
  return photo;
}

/** Chat both ways, the customer's camera focused by the agent if it can, and a photo. Resolves once each was seen at the other end. */
export async function talk(agent: Page, customer: Page, keep: Keep): Promise<Talk> {
  await button(agent, 'Messages').click();
  await button(customer, 'Messages').click();
  const read = {
    customer: await write(agent, customer, 'Please hold it a little closer.'),
    agent: await write(customer, agent, 'Like <b>this</b>?'),
  };
  await keep(customer, 'customer-6-chat');
  await keep(agent, 'agent-5-chat');
  for (const page of [agent, customer]) await button(page, 'Close').click();
  const canFocus = (await button(agent, 'Near').count()) > 0;
  const focus = canFocus ? await refocus(agent, customer) : null;
  await keep(agent, 'agent-5-camera');
  return { read, focus, photo: await takePhoto(agent, customer, keep) };
}
