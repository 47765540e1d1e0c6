import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
let interval: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  interval ??= setInterval(() => {
    for (const each of listeners) each();
  }, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(interval);
    interval = undefined;
  };
}

const wholeSecond = (): number => Math.floor(Date.now() / 1000) * 1000;

/** The time in milliseconds, to the second; renders again each second. All users share one timer. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, wholeSecond, wholeSecond);
}
