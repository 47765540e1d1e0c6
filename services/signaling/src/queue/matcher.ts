import { asPlatform, matchNext } from '@visavis/db';
import type { Context } from '../context.ts';
import type { LiveTimes } from '../socket/times.ts';

/** Matches until nobody is left to match; asked again meanwhile, it goes once more. */
export function matcher(
  { sql, events, log }: Pick<Context, 'sql' | 'events' | 'log'>,
  times: Pick<LiveTimes, 'staleSeconds' | 'offerSeconds'>,
): { match: () => void; stop: () => Promise<void> } {
  let running: Promise<void> | undefined;
  let again = false;
  let stopped = false;

  const one = () =>
    asPlatform(sql, async transaction => {
      const match = await matchNext(transaction, times);
      if (match) await events.identificationChanged(transaction, match.identificationId);
      return match !== undefined;
    });

  const run = async (): Promise<void> => {
    do {
      again = false;
      while (!stopped && (await one()));
      // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- set by match() while one() was awaited
    } while (again && !stopped);
  };

  const match = (): void => {
    again = true;
    if (stopped) return;
    running ??= run()
      .catch((error: unknown) => log.error('matching failed', error))
      .finally(() => (running = undefined));
  };
  return {
    match,
    stop: async () => {
      stopped = true;
      await running;
    },
  };
}
