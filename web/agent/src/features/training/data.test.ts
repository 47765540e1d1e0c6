import { expect, test } from 'vitest';
import { rowsOf, stateOf } from './data.ts';

const training = (validUntil: string) => ({
  training: { ruleset: 'basic' as const, validUntil, enteredBy: null, enteredAt: '2026-01-01T00:00:00Z' },
});

test('a training counts to the end of its last day, and warns from 30 days before', () => {
  const now = Date.parse('2026-11-28T23:59:00Z');
  expect(stateOf({ training: null }, now)).toBe('missing');
  expect(stateOf(training('2026-11-27'), now)).toBe('over');
  expect(stateOf(training('2026-11-28'), now)).toBe('soon');
  expect(stateOf(training('2026-12-27'), now)).toBe('soon');
  expect(stateOf(training('2026-12-28'), now)).toBe('valid');
});

test('a person without training has a row for every ruleset', () => {
  const person = { id: 'a', name: 'Anna' };
  expect(rowsOf([{ ...person, trainings: [] }])).toEqual([{ person, ruleset: 'basic', training: null }]);
});
