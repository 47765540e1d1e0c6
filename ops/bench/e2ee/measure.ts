import type { Browser } from 'playwright-core';
import type { FrameCost } from './in-browser/frame-cost.ts';
import type { TaskMessage, TaskName, Tasks } from './in-browser/worker.ts';
import { serveWorker } from './serve.ts';

type Answer = { value: unknown } | { error: string };

async function runInWorker<T extends TaskName>(
  browser: Browser,
  task: T,
  amount: number,
): Promise<Awaited<ReturnType<Tasks[T]>>> {
  const server = await serveWorker();
  const page = await browser.newPage();
  try {
    await page.goto(server.url);
    const answer = await page.evaluate(
      message =>
        new Promise<Answer>((resolve, reject) => {
          if (!crossOriginIsolated) throw new Error('the clock is too coarse');
          const worker = new Worker('/worker.js', { type: 'module' });
          worker.onmessage = ({ data }: MessageEvent<Answer>) => resolve(data);
          worker.onerror = ({ message: reason }) => reject(new Error(reason));
          worker.postMessage(message);
        }),
      { task, amount } satisfies TaskMessage,
    );
    if ('error' in answer) throw new Error(answer.error);
    return answer.value as Awaited<ReturnType<Tasks[T]>>;
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
  runInWorker(browser, 'frameCost', milliseconds);

/** What a key agreement costs each end in this browser, in milliseconds. */
export const measureAgreementCost = (browser: Browser, agreements = 40) =>
  runInWorker(browser, 'agreementCost', agreements);
