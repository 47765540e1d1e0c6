import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { cameraPicture } from '@visavis/test-kit/pictures';
import { launchBrowser } from '@visavis/test-kit/browser';
import type { Log } from '@visavis/embedded';
import { frameResults } from '../bench/e2ee/index.ts';
import { measureFrameCost } from '../bench/e2ee/measure.ts';
import { tenantSystem } from './api.ts';
import { openAsCompliance, seeReceipt } from './compliance.ts';
import { openAndPlay } from './evidence.ts';
import { identify, measureCall, type Desk } from './journey.ts';
import { purgeAndProve } from './purge.ts';
import { credentialsOf } from './secrets.ts';
import { searchServers } from './search.ts';
import { keepLastPictures, pageOpener } from './pages.ts';
import { keepNothing, keepPictures } from './pictures.ts';
import { startDemoStack, type DemoStack } from './stack.ts';
import { median } from './timings.ts';

/** Aim for accept to first decrypted frame: milliseconds, median, both browsers on one machine of two cores. */
const firstFrameAim = 600;

export type DemoOptions = {
  calls: number;
  /** The same journey for a test: in small pictures, without screenshots, what encryption costs not measured. */
  isSample?: boolean;
};

/** Everything that `npm run demo` shows, in order. @throws at the first thing that does not hold */
export async function runDemo(folder: string, { calls, isSample = false }: DemoOptions, progress: Log) {
  progress('drawing the camera pictures (once)');
  const size = isSample ? 'small' : 'full';
  const customerFilm = await cameraPicture('customer', size);
  const agentFilm = await cameraPicture('agent', size);
  const stack = await startDemoStack(folder, progress);
  const customerBrowser = await launchBrowser({ camera: customerFilm });
  const agentBrowser = await launchBrowser({ camera: agentFilm });
  try {
    const screenshots = join(folder, 'screens');
    mkdirSync(screenshots, { recursive: true });
    const openPage = pageOpener(folder);
    const desk: Desk = {
      ready: stack.ready,
      customerBrowser,
      supervisorBrowser: agentBrowser,
      agent: await openPage(agentBrowser, 'desk', 'agent'),
      openPage,
      keep: isSample ? keepNothing : keepPictures(screenshots),
      progress,
    };
    const first = await identify(desk);
    const timings = [first.timing];
    for (let call = 2; call <= calls; call += 1) timings.push(await measureCall(desk, call));

    progress('cost of the encryption');
    const cost = isSample ? [] : frameResults(await measureFrameCost(agentBrowser, 2000));
    progress('opening the evidence');
    const evidence = await openAndPlay(stack.ready, agentBrowser, first.identificationId, folder);
    progress('compliance opens the evidence in the console');
    const { keep } = desk;
    const compliance = await openAsCompliance({ browser: agentBrowser, openPage, ready: stack.ready, keep });
    progress('searching everything the servers held');
    const search = await searchServers(stack, {
      recording: evidence.recording,
      camera: customerFilm,
      credentials: await credentialsOf(stack.ready, [customerBrowser, agentBrowser]),
    });
    progress('deleting as of day 61');
    const purge = await purgeAndProve(stack, first.identificationId);
    await seeReceipt(compliance, keep);
    const outcome = (await tenantSystem(stack.ready).status(first.identificationId)).state;
    return {
      ok: !search.serverSawPlaintext && search.controls.every(({ found }) => found) && purge.ok,
      outcome: first.outcome,
      supervision: first.supervision,
      talked: first.talked,
      afterPurge: outcome,
      timings: {
        calls: timings.length,
        acceptToFirstFrameMs: {
          customer: median(timings.map(({ customer }) => customer['first-frame'])),
          agent: median(timings.map(({ agent }) => agent['first-frame'])),
          aim: firstFrameAim,
        },
        each: timings,
      },
      /** Per frame, beside a minimal transform and AES-GCM alone; `npm run bench -- e2ee` measures longer. */
      encryption: cost,
      evidence: evidence.summary,
      serverSawPlaintext: search.serverSawPlaintext,
      search: { searched: search.searched, findings: search.findings, controls: search.controls },
      purge,
      folder,
    };
  } catch (error) {
    await keepLastPictures([customerBrowser, agentBrowser], folder);
    throw error;
  } finally {
    await Promise.allSettled([customerBrowser.close(), agentBrowser.close()]);
    await stop(stack, progress);
  }
}

async function stop(stack: DemoStack, progress: Log): Promise<void> {
  progress('stopping');
  await stack.stop();
}
