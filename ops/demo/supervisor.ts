import type { Page } from 'playwright-core';
import { setUpDevice, signIn } from './agent.ts';
import { inState } from './customer.ts';
import type { Desk } from './journey.ts';
import { markedAt, reached } from './timings.ts';

/** What a supervised call has shown. Times are milliseconds from the other screens' banner to the first open frame. */
export type Supervision = {
  shownBefore: { customer: number; agent: number };
  /** Of the two pictures, decoded at the supervisor. */
  frames: { customer: number; agent: number };
  /** What the supervisor's page still runs after leaving: workers that could hold keys, connections that are not closed. */
  left: { workers: number; connections: number };
};

/** Three pages in a call on two cores that do other things as well take their time; nothing here is measured by it. */
const patience = 90_000;

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const presence = (page: Page, state: 'here' | 'gone') => page.locator(`[data-presence="${state}"]`);

/** Signs in and sets up a device of its own for supervision; the floor is empty still. */
export async function openSupervisor(desk: Desk): Promise<Page | undefined> {
  const { ready, openPage, supervisorBrowser, keep, progress } = desk;
  if (!supervisorBrowser) return undefined;
  progress('supervisor signs in and sets up the device');
  const page = await openPage(supervisorBrowser, 'desk', 'supervisor');
  page.setDefaultTimeout(patience);
  await page.addInitScript(keepConnections);
  await signIn(page, ready.agentUrl, ready.users.supervisor, keep, 'supervisor-1-sign-in');
  await setUpDevice(page, ready.rootFingerprint, 'floor');
  await keep(page, 'supervisor-2-floor');
  return page;
}

/**
 * Joins the call that is under way, is gone after a reload, joins again and leaves. Resolves once both screens have shown
 * each of it.
 */
export async function superviseCall(desk: Desk, supervisor: Page, customer: Page): Promise<Supervision> {
  const { agent, keep, progress } = desk;
  progress('supervisor joins, reloads, joins again and leaves');
  const ends = [customer, agent];
  for (const page of ends) await page.evaluate(markPresence);
  await join(supervisor, ends);
  const frames = await seeBoth(supervisor);
  const firstFrame = await markedAt(supervisor, 'visavis:first-frame');
  const [atCustomer = NaN, atAgent = NaN] = await Promise.all(ends.map(page => markedAt(page, 'presence')));
  await keep(supervisor, 'supervisor-3-watching');
  await keep(customer, 'customer-6-supervised');
  await keep(agent, 'agent-4-supervised');

  await supervisor.reload();
  await inState(supervisor, 'floor').waitFor();
  await Promise.all(ends.map(page => presence(page, 'gone').waitFor({ timeout: patience })));
  await join(supervisor, ends);
  await seeBoth(supervisor);
  await button(supervisor, 'Leave').click();
  await Promise.all(ends.map(page => presence(page, 'gone').waitFor({ timeout: patience })));
  await supervisor.locator('[data-note="left"]').waitFor();
  await keep(supervisor, 'supervisor-4-left');
  const left = { workers: supervisor.workers().length, connections: await supervisor.evaluate(countOpen) };
  await supervisor.context().close();
  return {
    shownBefore: {
      customer: Math.round(firstFrame - atCustomer),
      agent: Math.round(firstFrame - atAgent),
    },
    frames,
    left,
  };
}

async function join(supervisor: Page, ends: Page[]): Promise<void> {
  await button(supervisor, /^Watch the call of/).click();
  await inState(supervisor, 'watching').waitFor();
  await Promise.all(
    ends.map(page =>
      presence(page, 'here')
        .getByText(/^Sam Supervisor, supervisor of Example Bank/)
        .waitFor({ timeout: patience }),
    ),
  );
}

/** Resolves with the frames of both pictures once some of each are decoded. */
async function seeBoth(supervisor: Page): Promise<Supervision['frames']> {
  await reached(supervisor, 'first-frame');
  const counted = await supervisor.waitForFunction(countFrames);
  const [customer = 0, agent = 0] = (await counted.jsonValue()) || [];
  return { customer, agent };
}

/** Runs in the page: customer's picture first. */
function countFrames(): number[] | false {
  const frames = [...document.querySelectorAll('video')].map(
    video => video.getVideoPlaybackQuality().totalVideoFrames,
  );
  return frames.length === 2 && frames.every(count => count > 0) && frames;
}

/** Runs in the page: a mark once the screen says that somebody watches. */
function markPresence(): void {
  const observer = new MutationObserver(() => {
    if (!document.querySelector('[data-presence="here"]')) return;
    observer.disconnect();
    performance.mark('presence');
  });
  observer.observe(document.body, { subtree: true, childList: true, attributes: true });
}

type Kept = { connections?: RTCPeerConnection[] };

/** Runs in the page before everything else: remembers every connection that it makes. */
function keepConnections(): void {
  const made: RTCPeerConnection[] = [];
  (globalThis as Kept).connections = made;
  globalThis.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      made.push(this);
    }
  };
}

/** Runs in the page. */
function countOpen(): number {
  const { connections = [] } = globalThis as Kept;
  return connections.filter(({ signalingState }) => signalingState !== 'closed').length;
}
