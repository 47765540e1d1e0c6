import type { Logger } from '@visavis/service-kit';
import { opusParameters } from '@visavis/protocol';
import { createWorker } from 'mediasoup';
import type { types } from 'mediasoup';

/** The only codecs a router of ours knows. */
const mediaCodecs: types.RouterRtpCodecCapability[] = [
  { kind: 'video', mimeType: 'video/VP8', clockRate: 90_000 },
  {
    kind: 'audio',
    mimeType: 'audio/opus',
    clockRate: 48_000,
    channels: 2,
    parameters: { ...opusParameters },
  },
];

/** Between two tries to replace a worker that died, in milliseconds. */
const restartPauseMs = 1000;

export interface WorkerOptions {
  count: number;
  listenInfos: types.TransportListenInfo[];
  workerBin: string | undefined;
  log: Logger;
}

interface MediaWorker {
  worker: types.Worker;
  webRtcServer: types.WebRtcServer;
  routers: number;
}

export interface Workers {
  /** A router on the least busy worker, or nothing while no worker is alive. */
  createRouter(): Promise<{ router: types.Router; webRtcServer: types.WebRtcServer } | undefined>;
  /** Process ids, for operators and for tests that kill one. */
  pids(): number[];
  close(): void;
}

/**
 * Starts `count` media workers and keeps that many alive: one that dies takes
 * its routers with it (they emit `workerclose`) and is replaced.
 *
 * @throws if the first start fails
 */
export async function startWorkers(options: WorkerOptions): Promise<Workers> {
  const { log } = options;
  const alive = new Set<MediaWorker>();
  let closing = false;

  const start = async (): Promise<void> => {
    const media = await startWorker(options);
    const { pid } = media.worker;
    media.worker.once('died', () => {
      alive.delete(media);
      log.error('media worker died', undefined, { workerPid: pid });
      void restart();
    });
    alive.add(media);
    log.info('media worker started', { workerPid: pid });
  };

  const restart = async (): Promise<void> => {
    while (!closing) {
      try {
        await start();
        return;
      } catch (error) {
        log.error('media worker could not be started', error);
        await new Promise(resolve => setTimeout(resolve, restartPauseMs));
      }
    }
  };

  const close = (): void => {
    closing = true;
    for (const { worker } of alive) worker.close();
    alive.clear();
  };

  try {
    for (let index = 0; index < options.count; index += 1) await start();
  } catch (error) {
    close();
    throw error;
  }
  return {
    createRouter: () => createRouter(alive),
    pids: () => [...alive].map(({ worker }) => worker.pid),
    close,
  };
}

async function startWorker({ workerBin, listenInfos }: WorkerOptions): Promise<MediaWorker> {
  const worker = await createWorker({ logLevel: 'error', ...(workerBin === undefined ? {} : { workerBin }) });
  try {
    return { worker, webRtcServer: await worker.createWebRtcServer({ listenInfos }), routers: 0 };
  } catch (error) {
    worker.close();
    throw error;
  }
}

async function createRouter(alive: ReadonlySet<MediaWorker>) {
  const [media] = [...alive].sort((a, b) => a.routers - b.routers);
  if (!media) return undefined;
  // counted before it exists, so that sessions opened at once spread
  media.routers += 1;
  try {
    const router = await media.worker.createRouter({ mediaCodecs });
    router.observer.once('close', () => (media.routers -= 1));
    return { router, webRtcServer: media.webRtcServer };
  } catch (error) {
    media.routers -= 1;
    if (media.worker.closed) return undefined;
    throw error;
  }
}
