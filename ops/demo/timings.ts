import type { Page } from 'playwright-core';

/** When a page reached a mark: milliseconds since 1970, by the clock that both pages share. */
export const markedAt = (page: Page, name: string): Promise<number> =>
  page.evaluate(mark => {
    const [entry] = performance.getEntriesByName(mark).slice(-1);
    if (!entry) throw new Error(`the page has no mark ${mark}`);
    return performance.timeOrigin + entry.startTime;
  }, name);

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

/** Resolves once the page has reached a moment of its call. */
export const reached = (page: Page, moment: string) =>
  page.waitForFunction(name => performance.getEntriesByName(name).length > 0, `visavis:${moment}`);
