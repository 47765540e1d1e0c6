import type { Browser, Page } from 'playwright-core';
import type { TaskAnswer, TaskMessage } from './in-browser/answer.ts';
import type { FrameCost } from './in-browser/frame-cost.ts';
import type { PeerCost } from './in-browser/peer-cost.ts';
import type { PeerTasks } from './in-browser/peer-worker.ts';
import type { Tasks } from './in-browser/worker.ts';
import { serveWorker, type WorkerName } from './serve.ts';
import { watchWorkerMemory } from './worker-memory.ts';

type AllTasks = Tasks & PeerTasks;
type Run = <T extends keyof AllTasks>(task: T, amount: number) => ReturnType<AllTasks[T]>;

declare global {
  /** The page's worker; set by `openWorker`. */
  var benchWorker: Worker;
}

/** Opens a page with a worker in a clock of 5 µs, and hands it to `work`. */
async function withWorker<R>(
  browser: Browser,
  name: WorkerName,
  work: (run: Run, page: Page) => Promise<R>,
): Promise<R> {
  const server = await serveWorker(name);
  const page = await browser.newPage();
  try {
    await page.goto(server.url);
    await page.evaluate(() => {
      if (!crossOriginIsolated) throw new Error('the clock is too coarse');
      globalThis.benchWorker = new Worker('/worker.js', { type: 'module' });
    });
    const run = (async (task: keyof AllTasks, amount: number) => {
      const answer = await page.evaluate(
        message =>
          new Promise<TaskAnswer>((resolve, reject) => {
            benchWorker.onmessage = ({ data }: MessageEvent<TaskAnswer | { kind?: unknown }>) => {
              if (data.kind === 'answer') resolve(data as TaskAnswer);
            };
            benchWorker.onerror = ({ message: reason }) => reject(new Error(reason));
            benchWorker.postMessage(message);
          }),
        { kind: 'task', task, amount } satisfies TaskMessage,
      );
      if ('error' in answer) throw new Error(answer.error);
      return answer.value;
    }) as Run;
    return await work(run, page);
  } finally {
    await page.close();
    server.close();
  }
}

/**
 * What it costs to seal and open a frame in this browser, in microseconds: ours, a minimal transform and bare WebCrypto,
 * measured in turns.
 * @param milliseconds how long to measure; building and warming up take about a second more
 */
export const measureFrameCost = (browser: Browser, milliseconds = 5_000): Promise<FrameCost> =>
  withWorker(browser, 'worker', run => run('frameCost', milliseconds));

/** The same, ours beside the frame cryptor of livekit-client. */
export const measurePeerCost = (browser: Browser, milliseconds = 5_000): Promise<PeerCost> =>
  withWorker(browser, 'peer-worker', run => run('peerCost', milliseconds));

/** What a key agreement costs each end in this browser, in milliseconds. */
export const measureAgreementCost = (browser: Browser, agreements = 40) =>
  withWorker(browser, 'worker', run => run('agreementCost', agreements));

/** Seconds of a call before memory is looked at: code is compiled and every buffer was in use once. */
const SETTLING_SECONDS = 120;

/**
 * Bytes that the worker of a call holds before and after so many seconds of it, both ends in one worker, the sender key
 * replaced every 15 minutes of the call's time.
 */
export const measureMemory = (browser: Browser, seconds: number) =>
  withWorker(browser, 'worker', async (run, page) => {
    const memory = await watchWorkerMemory(page);
    await run('callSeconds', SETTLING_SECONDS);
    const before = await memory();
    const frames = await run('callSeconds', seconds);
    return { before, after: await memory(), frames };
  });
