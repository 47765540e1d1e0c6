/** Types of worker.mjs, which stays plain JavaScript for the set-up. */

/** The worker if it is there already (MEDIASOUP_WORKER_BIN or the cache); builds nothing. */
export function workerPath(): string | undefined;

/** Whether a worker was built here with the patches as they are now. */
export function isOwnBuild(file: string): boolean;

/**
 * The worker, got or built if need be.
 * @throws if it cannot be provided, with what to do
 */
export function ensureWorker(options: {
  log: (line: string) => void;
  beforeBuild?: () => void | Promise<void>;
}): Promise<string>;
