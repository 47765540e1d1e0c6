/**
 * One call on a whole stack between Firefox and Chromium, up to pictures in both directions and equal security codes.
 * Firefox is at the end that the argument names. Prints what was seen as JSON. To be run where ICE of Firefox finds an
 * address (`inNamespace`); `npm run demo -- --customer firefox` does so.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { cameraPicture } from '@visavis/test-kit/pictures';
import { launchBrowser, openContext } from '@visavis/test-kit/browser';
import { launchFirefox } from '@visavis/test-kit/firefox';
import { NAMESPACE_ADDRESS } from '@visavis/test-kit/namespace';
import { generate } from 'otplib';
import { tenantSystem } from './api.ts';
import { chromiumScreen, firefoxScreen, type CallScreen } from './screen.ts';
import { startDemoStack } from './stack.ts';

type Role = 'customer' | 'agent';

/** From the link to the waiting room. */
async function enter(customer: CallScreen, url: string): Promise<void> {
  await customer.open(url);
  await customer.state('consent');
  await customer.check('checkbox');
  await customer.press('Continue');
  await customer.state('preview');
  await customer.press('Turn on camera');
  await customer.press('To the waiting room');
  await customer.state('waiting');
}

async function signIn(
  agent: CallScreen,
  { ready }: Awaited<ReturnType<typeof startDemoStack>>,
): Promise<void> {
  const { email, password, totpSecret } = ready.users.agent;
  await agent.open(ready.agentUrl);
  await agent.fill('E-mail', email);
  await agent.fill('Password', password);
  await agent.fill('Six-digit code', await generate({ secret: totpSecret }));
  await agent.press('Sign in');
  await agent.state('device-fingerprint');
  await agent.fill('Fingerprint', ready.rootFingerprint);
  await agent.press('Go on');
  await agent.state('queue');
}

/** What both ends show once they are connected. @throws Error when the codes differ */
async function connected(customer: CallScreen, agent: CallScreen) {
  await Promise.all([customer.state('call'), agent.state('call')]);
  const [atCustomer, atAgent] = await Promise.all([customer.remotePicture(), agent.remotePicture()]);
  await agent.press('In order');
  const [code, other] = await Promise.all([customer.securityCode(), agent.securityCode()]);
  if (code !== other) throw new Error('the security codes differ');
  return { pictures: { customer: atCustomer, agent: atAgent }, codesEqual: code.length === 6 };
}

export async function callWithFirefox(firefoxAt: Role, progress: (line: string) => void) {
  const folder = mkdtempSync(join(tmpdir(), 'visavis-firefox-'));
  progress('starting');
  const [stack, film] = [
    await startDemoStack(folder, progress, { MEDIA_LISTEN: NAMESPACE_ADDRESS }),
    await cameraPicture(firefoxAt === 'agent' ? 'customer' : 'agent'),
  ];
  const [chromium, firefox] = await Promise.all([launchBrowser({ camera: film }), launchFirefox()]);
  const inChromium = async (role: Role) =>
    chromiumScreen(
      await (await openContext(chromium, { screen: role === 'agent' ? 'desk' : 'phone' })).newPage(),
    );
  const inFirefox = async () => firefoxScreen(await firefox.newPage());
  const screens: CallScreen[] = [];
  try {
    const customer = firefoxAt === 'customer' ? await inFirefox() : await inChromium('customer');
    const agent = firefoxAt === 'agent' ? await inFirefox() : await inChromium('agent');
    screens.push(customer, agent);
    progress('agent signs in');
    await signIn(agent, stack);
    progress('customer opens the link');
    await enter(customer, (await tenantSystem(stack.ready).order()).customerUrl);
    progress('agent takes the call');
    await agent.state('unattested');
    await agent.check('radio');
    await agent.press('Confirm');
    await agent.state('attested');
    await agent.press('Ready for calls', 'switch');
    await agent.state('offer');
    await agent.press('Accept');
    return { ok: true, firefox: firefoxAt, ...(await connected(customer, agent)) };
  } catch (error) {
    for (const screen of screens) progress(await screen.describe().catch(String));
    throw error;
  } finally {
    await Promise.allSettled([chromium.close(), firefox.close()]);
    await stack.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

if (import.meta.main) {
  const role: Role = process.argv[2] === 'agent' ? 'agent' : 'customer';
  console.log(JSON.stringify(await callWithFirefox(role, line => process.stderr.write(`${line}\n`))));
  process.exit();
}
