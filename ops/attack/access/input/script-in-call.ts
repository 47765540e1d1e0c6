import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchBrowser, openContext } from '@visavis/test-kit/browser';
import type { Page } from 'playwright-core';
import type { House } from '../../house.ts';
import type { AccessAttack } from '../attack.ts';
import { image, pagePolicies, shownAs } from './stored-script.ts';

const patience = 180_000;

/** Ordered over REST, with a script in every field that takes text. */
async function order(baseUrl: string, apiKey: string, contractId: string): Promise<string> {
  const answer = await fetch(`${baseUrl}/api/v1/identifications`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      contractId,
      language: 'en',
      reference: image,
      person: {
        givenNames: image,
        familyName: image,
        birthDate: '1974-08-12',
        birthPlace: image,
        nationality: 'UTO',
        address: { street: image, postalCode: '<b>1</b>', city: image, country: 'UTO' },
        document: { type: 'identity_card', number: image },
      },
    }),
  });
  if (answer.status !== 201) throw new Error(`order: ${answer.status} ${await answer.text()}`);
  return ((await answer.json()) as { customerUrl: string }).customerUrl;
}

/** A whole stack with its SFU, since only a call shows what was ordered. */
async function callWithScripts(
  house: House,
  folder: string,
  { agent, customer, closing }: { agent: Page; customer: Page; closing: (() => Promise<unknown>)[] },
): Promise<void> {
  const { startDemoStack } = await house.load('ops/demo/stack.ts');
  const { signIn, setUpDevice, becomeReady, accept } = await house.load('ops/demo/agent.ts');
  const { enterAsCustomer, inState } = await house.load('ops/demo/customer.ts');
  const stack = await startDemoStack(folder, () => undefined);
  closing.push(() => stack.stop());
  const { ready } = stack;
  const keep = () => Promise.resolve();
  await signIn(agent, ready.agentUrl, ready.users.agent, keep, '');
  await setUpDevice(agent, ready.rootFingerprint, 'queue');
  const customerUrl = await order(ready.baseUrl, ready.tenant.apiKey, ready.contractId);
  await enterAsCustomer(customer, customerUrl, keep);
  await inState(customer, 'waiting').waitFor();
  await becomeReady(agent);
  await accept(agent, customer);
  await agent.locator('[data-field]').first().waitFor();
}

export const scriptInCall: AccessAttack = {
  name: 'script-in-an-order-seen-in-the-call',
  by: 'pages show text as text; a script that came in as markup would be refused by Trusted Types and the content security policy',
  copy: 'pages',
  builds: true,
  waits: true,
  defence: [
    {
      file: 'web/agent/src/features/call/ordered.tsx',
      find: `          ) : (
            text
          )}`,
      replace: `          ) : (
            <span dangerouslySetInnerHTML={{ __html: text }} />
          )}`,
    },
    ...pagePolicies,
  ],
  run: async ({ house }) => {
    const folder = mkdtempSync(join(tmpdir(), 'visavis-scripts-'));
    const closing: (() => Promise<unknown>)[] = [];
    try {
      const browser = await launchBrowser();
      closing.push(() => browser.close());
      const open = async (screen: 'desk' | 'phone') => {
        const page = await (await openContext(browser, { screen })).newPage();
        page.setDefaultTimeout(patience);
        return page;
      };
      const [agent, customer] = [await open('desk'), await open('phone')];
      await callWithScripts(house, folder, { agent, customer, closing });
      const items = await agent.locator('[data-field]').allInnerTexts();
      const shown = items.filter(text => text.includes(shownAs)).length;
      const ran = await agent.evaluate(() => (globalThis as { ran?: number }).ran === 1);
      if (!ran && shown === 0) throw new Error('the agent does not see what was ordered');
      return {
        succeeded: ran,
        seen: `markup and scripts in an order: shown as text in ${shown} of ${items.length} fields of the call, ${ran ? 'and run' : 'none run'}`,
      };
    } finally {
      for (let close = closing.pop(); close; close = closing.pop()) await close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
