import { maxDataMessageBytes } from '@visavis/protocol';
import type { SfuCommand, SfuRequest } from '@visavis/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPage } from './browser.ts';
import { connectControl, startTestNode } from './node.ts';

let node: Awaited<ReturnType<typeof startTestNode>>;
let control: Awaited<ReturnType<typeof connectControl>>;
let browser: Awaited<ReturnType<typeof openPage>>;
beforeAll(async () => {
  node = await startTestNode();
  control = await connectControl(node.controlUrl);
  browser = await openPage('./data-page.ts');
});
afterAll(async () => {
  await browser.close();
  control.close();
  await node.close();
});

type Page = typeof browser.page;
const session = { session: 'data', fence: 1 };

async function joinAs(page: Page, participant: string): Promise<Page> {
  await page.exposeFunction('bound', (name: SfuCommand, request: SfuRequest<SfuCommand>) =>
    control.value(name, { ...session, participant, generation: 0, ...request }),
  );
  await page.goto(browser.url);
  const { routerRtpCapabilities } = await control.value('session.open', session);
  await page.evaluate(capabilities => globalThis.join(capabilities as never), routerRtpCapabilities);
  return page;
}

test('two pages exchange messages of every size in order, and none above 64 KiB', async () => {
  const customer = await joinAs(browser.page, 'customer');
  const agent = await joinAs(await browser.another(), 'agent');
  const photo = await customer.evaluate(() => globalThis.produceData('photo'));
  const answers = await agent.evaluate(() => globalThis.produceData('control'));
  await customer.evaluate(id => globalThis.consumeData(id), answers);
  await agent.evaluate(id => globalThis.consumeData(id, 'control'), photo);

  const sizes = [1, 100, 1_200, 16_384, maxDataMessageBytes, 3, ...new Array<number>(300).fill(1_000)];
  expect(await customer.evaluate(lengths => globalThis.sendData('photo', lengths), sizes)).toBe('sent');
  const expected = sizes.length;
  expect(await agent.evaluate(count => globalThis.received(count), expected)).toEqual(sizes);
  // all of it back again, so that both directions carry both large and small
  expect(await customer.evaluate(count => globalThis.received(count), expected)).toEqual(sizes);

  const tooLong = [maxDataMessageBytes + 1];
  expect(await customer.evaluate(lengths => globalThis.sendData('photo', lengths), tooLong)).toContain(
    'TypeError',
  );
});
