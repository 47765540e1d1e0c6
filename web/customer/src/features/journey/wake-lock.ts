/**
 * Keeps the screen on while it is wanted; a phone that falls asleep would lose its place or the call.
 * @returns sets whether it is wanted
 */
export function keepAwake(): (want: boolean) => void {
  let wanted = false;
  let lock: Promise<WakeLockSentinel | undefined> | null = null;
  const apply = () => {
    // absent in older browsers, whatever the type says
    const api = navigator.wakeLock as WakeLock | undefined;
    if (wanted && !lock && document.visibilityState === 'visible') {
      // refused when the battery is low: the page works without
      lock = api?.request('screen').catch(() => undefined) ?? null;
    } else if (lock && (!wanted || document.visibilityState === 'hidden')) {
      // browsers release it by themselves when the page is hidden
      void lock.then(sentinel => sentinel?.release());
      lock = null;
    }
  };
  document.addEventListener('visibilitychange', apply);
  return want => {
    wanted = want;
    apply();
  };
}
