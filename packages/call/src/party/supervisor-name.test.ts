import { expect, test } from 'vitest';
import { supervisorName } from './supervisor-name.ts';
import type { RosterMember } from './roster.ts';

const two: RosterMember[] = [
  { participant: 'customer', name: null },
  { participant: 'agent', name: 'Anna Berger' },
];
const three: RosterMember[] = [...two, { participant: 'supervisor', name: 'Sam Example' }];

test('a screen names the supervisor of the roster, and nobody once the roster is without', () => {
  expect(supervisorName(three, null)).toBe('Sam Example');
  expect(supervisorName(two, 'Sam Example')).toBeNull();
});

test('who watched is not said to be gone while keys are agreed anew', () => {
  expect(supervisorName([], 'Sam Example')).toBe('Sam Example');
  expect(supervisorName([], null)).toBeNull();
});
