/**
 * A token bucket per name, in this process: `burst` at once, then one every `refillMs`.
 * What an account tolerates is counted in the database; this only keeps one address from keeping us busy.
 */
export function rateLimit(burst: number, refillMs: number, now = () => performance.now()) {
  const fullAt = new Map<string, number>();
  return (name: string): boolean => {
    const time = now();
    const from = Math.max(fullAt.get(name) ?? 0, time);
    if (from + refillMs > time + burst * refillMs) return false;
    fullAt.set(name, from + refillMs);
    if (fullAt.size > 10_000) for (const [key, full] of fullAt) if (full <= time) fullAt.delete(key);
    return true;
  };
}
