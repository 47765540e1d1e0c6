import type { SfuCommand, SfuRequest, SfuValue } from '@visavis/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPage } from './browser.ts';
import { connectControl, startTestNode } from './node.ts';
import { openPath } from './relay.ts';

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

const session = { session: 'restart', fence: 1 };

test('a connection whose path is lost goes on over a new one, with the keys and channels it had', async () => {
  const { page } = browser;
  const asked: SfuCommand[] = [];
  const sending: { path?: Awaited<ReturnType<typeof openPath>>; usernameFragment?: string } = {};
  /** The transport that sends, led over a path of the test. */
  const led = async (opened: SfuValue<'transport.open'>) => {
    const [udp] = opened.iceCandidates.filter(({ protocol }) => protocol === 'udp');
    if (!udp) throw new Error('no UDP');
    sending.path = await openPath(udp.port);
    sending.usernameFragment = opened.iceParameters.usernameFragment;
    return { ...opened, iceCandidates: [{ ...udp, port: sending.path.port }] };
  };
  await page.exposeFunction('bound', async (name: SfuCommand, request: SfuRequest<SfuCommand>) => {
    asked.push(name);
    if (name === 'session.open') return control.value(name, session);
    const value = await control.value(name, {
      ...session,
      participant: 'customer',
      generation: 0,
      ...request,
    });
    const isSending = name === 'transport.open' && 'direction' in request && request.direction === 'send';
    return isSending ? led(value as SfuValue<'transport.open'>) : value;
  });
  await page.goto(browser.url);
  await page.evaluate(() => globalThis.join());
  await page.evaluate(() => globalThis.produceData('control'));
  const before = await page.evaluate(() => globalThis.connection());
  expect(before.send.protocol).toBe('udp');

  sending.path?.lose(sending.usernameFragment ?? '');
  await page.evaluate(() => globalThis.mended());
  expect(asked.filter(name => name === 'transport.restart_ice')).toHaveLength(1);
  expect(asked.filter(name => name === 'transport.connect')).toHaveLength(1);
  expect(await page.evaluate(() => globalThis.sendData('control', [1, 65_536]))).toBe('sent');
  await page.evaluate(() => globalThis.drained('control'));
  const after = await page.evaluate(() => globalThis.connection());
  expect(after.send.bytesSent).toBeGreaterThan((before.send.bytesSent ?? 0) + 65_536);
  sending.path?.close();
});
