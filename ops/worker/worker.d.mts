/** Types of worker.mjs, which stays plain JavaScript for the set-up. */

/** The worker if it is there already (MEDIASOUP_WORKER_BIN or the cache); builds nothing. */
export function workerPath(): string | undefined;

/**
 * The worker, got or built if need be.
 * @throws if it cannot be provided, with what to do
 */
export function ensureWorker(options: {
  log: (line: string) => void;
  beforeBuild?: () => void | Promise<void>;
}): Promise<string>;
