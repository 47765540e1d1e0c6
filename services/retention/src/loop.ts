/** Runs one thing again and again, never twice at once. */
export interface Loop {
  /** Runs it now, or once more after the run under way. */
  wake: () => void;
  /** No further run; resolves when the one under way has ended. */
  stop: () => Promise<void>;
  stopping: () => boolean;
}

/**
 * Runs `work` at once, then after `intervalMs` or what `work` says, whichever is sooner.
 *
 * @param work never rejects; its value is in how many milliseconds it would like to run again, or null
 */
export function startLoop(
  intervalMs: number,
  work: (stopping: () => boolean) => Promise<number | null>,
): Loop {
  const ended = new AbortController();
  const stopping = () => ended.signal.aborted;
  let bell = Promise.withResolvers<void>();
  ended.signal.addEventListener('abort', () => bell.resolve());

  const running = (async () => {
    while (!stopping()) {
      bell = Promise.withResolvers<void>();
      const wantedMs = await work(stopping);
      if (stopping()) break;
      const { promise, resolve } = bell;
      const timer = setTimeout(resolve, Math.min(intervalMs, Math.max(wantedMs ?? intervalMs, 100)));
      await promise;
      clearTimeout(timer);
    }
  })();

  return {
    wake: () => bell.resolve(),
    stop: () => {
      ended.abort();
      return running;
    },
    stopping,
  };
}
