import type { Logger } from '@visavis/service-kit';
import type { SfuConfig } from './config.ts';
import { startWorkers } from './media/workers.ts';
import type { Workers } from './media/workers.ts';
import { listenInfos } from './media/listen.ts';
import type { LiveSession } from './sessions.ts';

/**
 * Sessions a worker carries: a two-party session has four consumers and takes
 * about 9 ms of processor time a second.
 */
const sessionsPerWorker = 100;

/** What every command works on. */
export interface Context {
  log: Logger;
  /** Milliseconds; only differences count. */
  clock: () => number;
  leaseMs: number;
  capacity: number;
  workers: Workers;
  sessions: Map<string, LiveSession>;
  draining: boolean;
}

export async function createContext(
  config: Pick<SfuConfig, 'media' | 'leaseMs'>,
  log: Logger,
  clock: () => number = () => performance.now(),
): Promise<Context> {
  const workers = await startWorkers({
    count: config.media.workers,
    listenInfos: listenInfos(config.media),
    workerBin: config.media.workerBin,
    log,
  });
  return {
    log,
    clock,
    leaseMs: config.leaseMs,
    capacity: config.media.workers * sessionsPerWorker,
    workers,
    sessions: new Map(),
    draining: false,
  };
}
