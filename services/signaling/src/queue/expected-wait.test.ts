import { expect, test } from 'vitest';
import { expectedWait } from './expected-wait.ts';

test.each([
  { position: 1, ready: 0, onDuty: 0, handlingSeconds: 100, expected: null },
  { position: 1, ready: 1, onDuty: 1, handlingSeconds: 100, expected: 0 },
  { position: 3, ready: 1, onDuty: 2, handlingSeconds: 120, expected: 120 },
  { position: 1, ready: 0, onDuty: 50, handlingSeconds: 60, expected: 30 },
  { position: 1, ready: 0, onDuty: 1, handlingSeconds: undefined, expected: 300 },
])('$position in line, $ready of $onDuty agents ready', ({ expected, ...place }) => {
  expect(expectedWait(place)).toBe(expected);
});
