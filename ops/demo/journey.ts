import type { Browser, Page } from 'playwright-core';
import type { Log } from '@visavis/embedded';
import type { Ready } from '../start/ready.ts';
import * as agentSteps from './agent.ts';
import { tenantSystem } from './api.ts';
import { enterAsCustomer, inState, readSecurityCode, type Keep } from './customer.ts';
import { waitForScene } from './film.ts';
import type { OpenPage } from './pages.ts';
import { keepNothing } from './pictures.ts';
import { openSupervisor, superviseCall } from './supervisor.ts';
import { talk } from './talk.ts';
import { markedAt, reached } from './timings.ts';

export type Desk = {
  ready: Ready;
  customerBrowser: Browser;
  /** With it a supervisor joins the call as well. */
  supervisorBrowser?: Browser;
  agent: Page;
  openPage: OpenPage;
  keep: Keep;
  progress: Log;
};

/** Milliseconds from the agent's accept to each moment at one end. */
type End = Record<(typeof moments)[number], number>;
export type Timing = { customer: End; agent: End };

/** The whole way to *verified*, with a picture of each state. */
export async function identify(desk: Desk) {
  const { ready, agent, keep, progress } = desk;
  progress('agent signs in and sets up the device');
  await agentSteps.signIn(agent, ready.agentUrl, ready.users.agent, keep, 'agent-1-sign-in');
  await agentSteps.setUpDevice(agent, ready.rootFingerprint, 'queue', keep);
  await keep(agent, 'agent-3-queue');

  progress('customer opens the link');
  const { customerUrl, identification } = await tenantSystem(ready).order();
  const customer = await desk.openPage(desk.customerBrowser, 'phone', 'customer');
  await enterAsCustomer(customer, customerUrl, keep);
  await inState(customer, 'waiting').waitFor();
  await keep(customer, 'customer-4-waiting');

  const supervisor = await openSupervisor(desk);
  progress('agent takes the call');
  await agentSteps.becomeReady(agent);
  await inState(customer, 'offered').waitFor();
  await keep(customer, 'customer-5-found');
  await agentSteps.accept(agent, customer, keep);
  await inState(customer, 'call').waitFor();
  const timing = await timingOf(agent, customer);
  await keep(customer, 'customer-6-consent');

  const supervision = supervisor && (await superviseCall(desk, supervisor, customer));

  progress('messages, camera and a photo');
  const talked = await talk(agent, customer, keep);

  progress('checks');
  await agentSteps.leadThroughChecks(agent, {
    customerCode: () => readSecurityCode(customer),
    scene: scene => waitForScene(agent, scene),
    keep,
    keepCustomer: name => keep(customer, name),
  });
  progress('decision');
  await agentSteps.decideVerified(agent, keep);
  await inState(customer, 'outcome').waitFor();
  await keep(customer, 'customer-9-outcome');
  const outcome = await customer.locator('[data-outcome]').getAttribute('data-outcome');
  await customer.context().close();
  return { identificationId: identification.id, outcome, timing, supervision, talked };
}

/** Another call, only to see how fast the picture is there. */
export async function measureCall(desk: Desk, number: number): Promise<Timing> {
  const { ready, agent, progress } = desk;
  progress(`call ${number}: accept to first frame`);
  const { customerUrl } = await tenantSystem(ready).order();
  const customer = await desk.openPage(desk.customerBrowser, 'phone', 'customer');
  await agentSteps.backToQueue(agent);
  await enterAsCustomer(customer, customerUrl, keepNothing);
  await inState(customer, 'waiting').waitFor();
  await agentSteps.becomeReady(agent);
  await agentSteps.accept(agent, customer);
  const timing = await timingOf(agent, customer);
  await agentSteps.endCall(agent);
  await customer.context().close();
  return timing;
}

/** The moments a page goes through after the agent's accept, in order. */
const moments = ['agreed', 'sending', 'receiving', 'first-frame'] as const;

async function timingOf(agent: Page, customer: Page): Promise<Timing> {
  const accepted = await markedAt(agent, 'visavis:accept');
  const after = async (page: Page) => {
    await reached(page, 'first-frame');
    const at = await Promise.all(moments.map(moment => markedAt(page, `visavis:${moment}`)));
    return Object.fromEntries(
      moments.map((moment, index) => [moment, Math.round((at[index] ?? NaN) - accepted)]),
    );
  };
  const [atCustomer, atAgent] = await Promise.all([after(customer), after(agent)]);
  return { customer: atCustomer as End, agent: atAgent as End };
}
