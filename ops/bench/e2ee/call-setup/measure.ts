import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { openContext } from '@visavis/test-kit/browser';
import { median } from '../in-browser/statistics.ts';
import { startCallStack, type CallStack } from './stack.ts';

export type Kind = 'sealed' | 'plain';
const KINDS = ['sealed', 'plain'] as const;
/**
 * `prepared`: accepted once everything stands that need not wait for the acceptance, as it does when an agent answers: both
 * ends' transports, and keys where there are any. `atOnce`: accepted before anything stands.
 */
const MOMENTS = ['prepared', 'atOnce'] as const;
type Moment = (typeof MOMENTS)[number];

/** Milliseconds from the acceptance to the later of the two ends' first pictures: the median of all calls. */
export type SetupCost = Record<Moment, Record<Kind, number>> & { calls: number };

async function openEnd(browser: Browser, url: string): Promise<Page> {
  const context = await openContext(browser);
  const page = await context.newPage();
  await page.goto(url);
  await page.waitForFunction(() => 'measuredEnd' in globalThis);
  return page;
}

/** One call, from new pages to both first pictures. @returns milliseconds */
async function callOnce(browser: Browser, stack: CallStack, kind: Kind, moment: Moment): Promise<number> {
  const attemptId = randomUUID();
  const [customer, agent] = await Promise.all([
    openEnd(browser, `${stack.url}${kind}`),
    openEnd(browser, `${stack.url}${kind}`),
  ]);
  try {
    if (kind === 'sealed') {
      const root = await agent.evaluate(() => globalThis.root.make());
      await customer.evaluate(key => globalThis.root.trust(key), root);
    }
    const open = (page: Page, role: 'customer' | 'agent') =>
      page.evaluate(([id, as]) => measuredEnd.open(id, as), [attemptId, role] as const);
    await Promise.all([open(customer, 'customer'), open(agent, 'agent')]);
    if (moment === 'prepared')
      await Promise.all([customer, agent].map(page => page.evaluate(() => measuredEnd.prepared)));
    const accepted = await agent.evaluate(() => measuredEnd.accept());
    const pictures = await Promise.all(
      [customer, agent].map(page => page.evaluate(() => measuredEnd.firstPicture)),
    );
    // one that came before would not be of the accepted call
    if (Math.min(...pictures) <= accepted) throw new Error(`a ${kind} call began before it was accepted`);
    return Math.max(...pictures) - accepted;
  } finally {
    await Promise.all([customer, agent].map(page => page.context().close()));
    await stack.closeSession(attemptId);
  }
}

/** Sets up calls with encryption and without, in turns, through one SFU and the same bare signaling. */
export async function measureCallSetup(browser: Browser, calls: number): Promise<SetupCost> {
  const stack = await startCallStack();
  const times = { prepared: { sealed: [], plain: [] }, atOnce: { sealed: [], plain: [] } } as Record<
    Moment,
    Record<Kind, number[]>
  >;
  try {
    for (let call = 0; call < calls; call++)
      for (const moment of MOMENTS)
        for (const kind of call % 2 === 0 ? KINDS : KINDS.toReversed())
          times[moment][kind].push(await callOnce(browser, stack, kind, moment));
  } finally {
    await stack.close();
  }
  const summary = ({ sealed, plain }: Record<Kind, number[]>) => ({
    sealed: median(sealed),
    plain: median(plain),
  });
  return { calls, prepared: summary(times.prepared), atOnce: summary(times.atOnce) };
}
