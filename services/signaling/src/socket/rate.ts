/** A token bucket: `burst` at once, `perSecond` in the long run. The clock is in milliseconds. */
export function rateLimit(
  { burst, perSecond }: { burst: number; perSecond: number },
  clock: () => number = () => performance.now(),
): () => boolean {
  let tokens = burst;
  let last = clock();
  return () => {
    const now = clock();
    tokens = Math.min(burst, tokens + ((now - last) / 1000) * perSecond);
    last = now;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}
