import type { Logger } from '@visavis/service-kit';

/** Runs `work` again and again, never twice at once. @returns stops, and waits for work under way */
export function every(
  milliseconds: number,
  name: string,
  log: Logger,
  work: () => Promise<void>,
): () => Promise<void> {
  let running: Promise<void> | undefined;
  const timer = setInterval(() => {
    running ??= work()
      .catch((error: unknown) => log.error('regular work failed', error, { event: name }))
      .finally(() => (running = undefined));
  }, milliseconds);
  return async () => {
    clearInterval(timer);
    await running;
  };
}
