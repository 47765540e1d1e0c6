import { Refused } from '../http/refused.ts';

/**
 * Runs at most `running` pieces of work at a time, in order; at most `waiting` wait.
 * The returned function throws Refused `too_many_requests` when there is no room.
 */
export function boundedQueue(running: number, waiting: number): <T>(work: () => Promise<T>) => Promise<T> {
  let busy = 0;
  const queue: (() => void)[] = [];
  return async work => {
    if (busy < running) busy++;
    else {
      if (queue.length >= waiting) throw new Refused('too_many_requests');
      // whoever finishes hands its place over, so `busy` stays as it is
      await new Promise<void>(resolve => queue.push(resolve));
    }
    try {
      return await work();
    } finally {
      const next = queue.shift();
      if (next) next();
      else busy--;
    }
  };
}
