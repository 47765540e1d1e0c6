import { fileURLToPath } from 'node:url';
import { twoFreePorts } from '@visavis/embedded';
import { cookiesFor, launchBrowser } from '@visavis/test-kit/browser';
import { afterAll, beforeAll } from 'vitest';
import { signIn } from './live/process.ts';
import { startStack, type Stack } from './stack.ts';

type Browser = Awaited<ReturnType<typeof launchBrowser>>;
export type Page = Awaited<ReturnType<Browser['newPage']>>;

/** The console as it is built, in a real browser, for the tests of a file; complete once they run. */
export function setConsole(): { stack: Stack; browser: Browser } {
  const shown = {} as { stack: Stack; browser: Browser };
  beforeAll(async () => {
    const webRoot = fileURLToPath(new URL('../../../web', import.meta.url));
    shown.stack = await startStack({ port: await twoFreePorts(), webRoot });
    shown.browser = await launchBrowser();
  });
  afterAll(async () => {
    await shown.browser.close();
    await shown.stack.stop();
  });
  return shown;
}

/** A page of the console in English, for whom has signed in a moment ago. */
export async function openPage(
  { stack, browser }: ReturnType<typeof setConsole>,
  userId: string,
  route: string,
): Promise<Page> {
  const { agentOrigin } = stack.context.config;
  const context = await browser.newContext({ locale: 'en-GB' });
  await context.addCookies(cookiesFor(agentOrigin, await signIn(stack.context, userId)));
  const page = await context.newPage();
  await page.goto(`${agentOrigin}/#/${route}`);
  return page;
}

export const inState = (page: Page, state: string) => page.locator(`[data-state="${state}"]`).waitFor();
export const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
export const fill = (page: Page, label: string, text: string) =>
  page.getByLabel(label, { exact: true }).fill(text);
