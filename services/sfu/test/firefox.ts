/*
 * Chromium and Firefox exchange data through a media node, both ways, and send it a voice. Prints what came and what each
 * has negotiated, as JSON. To be run where ICE of Firefox finds an address.
 */
import process from 'node:process';
import type { Connection } from '@visavis/call';
import { maxDataMessageBytes, type SfuCommand, type SfuRequest } from '@visavis/protocol';
import { launchBrowser } from '@visavis/test-kit/browser';
import { launchFirefox } from '@visavis/test-kit/firefox';
import { NAMESPACE_ADDRESS } from '@visavis/test-kit/namespace';
import { servePage } from './browser.ts';
import { connectControl, startTestNode } from './node.ts';

/** What playwright's and puppeteer's pages have in common; the latter's type also unwraps handles, which are not used. */
interface BrowserPage {
  exposeFunction(name: string, work: (...given: never[]) => unknown): Promise<unknown>;
  goto(url: string): Promise<unknown>;
  evaluate<Result, Argument>(
    work: (argument: Argument) => Result,
    argument: Argument,
  ): Promise<Awaited<Result>>;
}

export type Outcome = Record<'chromium' | 'firefox', { sizes: number[]; connection: Connection }>;
const sizes = [1, 1_200, maxDataMessageBytes, 40];

const session = { session: 'firefox', fence: 1 };
const node = await startTestNode({ listen: NAMESPACE_ADDRESS });
const control = await connectControl(node.controlUrl);
const served = await servePage('./data-page.ts');
const [chromium, firefox] = await Promise.all([launchBrowser(), launchFirefox()]);

async function joinAs(page: BrowserPage, participant: string): Promise<BrowserPage> {
  await page.exposeFunction('bound', (name: SfuCommand, request: SfuRequest<SfuCommand>) =>
    control.value(
      name,
      name === 'session.open' ? session : { ...session, participant, generation: 0, ...request },
    ),
  );
  await page.goto(served.url);
  await page.evaluate(async () => {
    while (!('connection' in globalThis)) await new Promise(resolve => setTimeout(resolve, 20));
    await globalThis.join();
  }, null);
  return page;
}

try {
  const customer = await joinAs(await chromium.newPage(), 'customer');
  const agent = await joinAs((await firefox.newPage()) as unknown as BrowserPage, 'agent');
  const photo = await customer.evaluate(() => globalThis.produceData('photo'), null);
  const answers = await agent.evaluate(() => globalThis.produceData('control'), null);
  await customer.evaluate(id => globalThis.consumeData(id), answers);
  await agent.evaluate(id => globalThis.consumeData(id, 'control'), photo);
  await customer.evaluate(lengths => globalThis.sendData('photo', lengths), sizes);
  const read = async (page: BrowserPage) => {
    const came = await page.evaluate(count => globalThis.received(count), sizes.length);
    await page.evaluate(() => globalThis.speak(), null);
    return { sizes: came, connection: await page.evaluate(() => globalThis.connection(), null) };
  };
  const outcome: Outcome = { firefox: await read(agent), chromium: await read(customer) };
  console.log(JSON.stringify(outcome));
} finally {
  await Promise.allSettled([chromium.close(), firefox.close()]);
}
process.exit();
