import { expect, test } from 'vitest';
import { rateLimit } from './rate.ts';

test('lets a burst through, then as many as time brings back', () => {
  let now = 0;
  const take = rateLimit({ burst: 3, perSecond: 2 }, () => now);
  expect([take(), take(), take(), take()]).toEqual([true, true, true, false]);
  now = 500;
  expect([take(), take()]).toEqual([true, false]);
  now = 60_000;
  expect([take(), take(), take(), take()]).toEqual([true, true, true, false]);
});
