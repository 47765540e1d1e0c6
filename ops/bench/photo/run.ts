/*
 * One photo over a slow link, in a network namespace of its own: `node run.ts <bytes> <bits/s> <loss in %>`. Prints what
 * came as JSON.
 */
import { randomUUID } from 'node:crypto';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { launchBrowser, openContext } from '@visavis/test-kit/browser';
import type { Browser, Page } from 'playwright-core';
import { startCallStack } from '../e2ee/call-setup/stack.ts';
import { NEAR_ADDRESS, openAccessLink } from './access-link.ts';

const [bytes = 0, bitsPerSecond = 0, loss = 0] = process.argv.slice(2).map(Number);
const link = await openAccessLink(bitsPerSecond, loss);
const photoPage = fileURLToPath(new URL('./in-browser/photo-page.ts', import.meta.url));
const stack = await startCallStack({ env: { MEDIA_LISTEN: NEAR_ADDRESS }, pages: { '/photo': photoPage } });
const port = await link.expose(Number(new URL(stack.url).port));
const farUrl = `http://${NEAR_ADDRESS}:${port}/`;

async function openPage(browser: Browser, url: string): Promise<Page> {
  const page = await (await openContext(browser)).newPage();
  await page.goto(`${url}photo`);
  await page.waitForFunction(() => 'photoEnd' in globalThis);
  return page;
}

const agentBrowser = await launchBrowser();
process.env.CHROMIUM_BIN = link.chromium;
// only a secure page has a camera; over the link the page has no name that counts as one
const customerBrowser = await launchBrowser({
  args: [`--unsafely-treat-insecure-origin-as-secure=${farUrl}`],
});
let isOver = false;
const attemptId = randomUUID();
const lease = setInterval(() => void stack.renewSession(attemptId), 15_000);
try {
  const agent = await openPage(agentBrowser, stack.url);
  const customer = await openPage(customerBrowser, farUrl);
  await customer.evaluate(
    key => globalThis.root.trust(key),
    await agent.evaluate(() => globalThis.root.make()),
  );
  const open = (page: Page, role: 'customer' | 'agent') =>
    page.evaluate(([id, as, size]) => photoEnd.open(id, as, size), [attemptId, role, bytes] as const);
  await Promise.all([open(customer, 'customer'), open(agent, 'agent')]);
  const sent = await customer.evaluate(() => photoEnd.sha384());
  const tell = async () => {
    while (!isOver) {
      await new Promise(resolve => setTimeout(resolve, 10_000));
      const share = await agent.evaluate(() => photoEnd.share()).catch(() => undefined);
      if (share !== undefined) process.stderr.write(`photo: ${Math.round(share * 100)} %\n`);
    }
  };
  const telling = tell();
  const arrived = await agent.evaluate(() => photoEnd.ask()).finally(() => (isOver = true));
  await telling;
  process.stdout.write(JSON.stringify({ ...arrived, isWhole: arrived.sha384 === sent }));
} finally {
  isOver = true;
  clearInterval(lease);
  await Promise.all([customerBrowser.close(), agentBrowser.close()]);
  await stack.close();
  link.close();
}
