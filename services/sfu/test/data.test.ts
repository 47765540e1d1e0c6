import { ensureWorker, isOwnBuild } from '@visavis/ops/worker';
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
    control.value(
      name,
      name === 'session.open' ? session : { ...session, participant, generation: 0, ...request },
    ),
  );
  await page.goto(browser.url);
  await page.evaluate(() => globalThis.join());
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
  expect(await customer.evaluate(lengths => globalThis.sendData('photo', lengths), tooLong)).toBe(
    'Error: data message too long',
  );

  // what Chromium and the worker agree on; the worker's own test goes through the offers
  await customer.evaluate(() => globalThis.speak());
  const { send } = await customer.evaluate(() => globalThis.connection());
  const agreed = {
    dtlsVersion: 'DTLS 1.2',
    dtlsCipher: 'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256',
    srtpCipher: 'SRTP_AEAD_AES_256_GCM',
  };
  if (isOwnBuild(await ensureWorker({ log: () => undefined }))) expect(send).toMatchObject(agreed);
  expect(['host', 'prflx']).toContain(send.localCandidate);
  expect(send).toMatchObject({ remoteCandidate: 'host', protocol: 'udp' });
  expect(send.bytesSent).toBeGreaterThan(sizes.reduce((sum, size) => sum + size));
});
