/** Runs `work` for each item, at most `width` at a time. @throws the first error, after those under way have ended */
export async function eachOf<T>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const queue = items.values();
  const lanes = Array.from({ length: Math.min(width, items.length) }, async () => {
    for (const item of queue) await work(item);
  });
  const failed = (await Promise.allSettled(lanes)).find(lane => lane.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}
