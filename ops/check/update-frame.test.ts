import { expect, test } from 'vitest';
import { breaches, updateDays } from './update-frame.ts';

const now = new Date('2026-11-01T00:00:00Z');
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000).toISOString();
const component = {
  name: 'some-parser',
  published: {
    created: daysAgo(900),
    modified: daysAgo(1),
    '1.9.3': daysAgo(300),
    '1.10.0': daysAgo(updateDays + 1),
    '1.10.1': daysAgo(updateDays),
    '2.0.0-rc.1': daysAgo(500),
  },
};

test('a successor may be out for as long as the time frame says', () => {
  expect(breaches({ ...component, versions: ['1.10.0'] }, now)).toEqual([]);
  expect(breaches({ ...component, versions: ['1.10.1'] }, now)).toEqual([]);
});

test('and no longer, counted from the first that came', () => {
  expect(breaches({ ...component, versions: ['1.9.3', '1.10.0'] }, now)).toEqual([
    'some-parser 1.9.3: 1.10.0 has been out for 91 days',
  ]);
});

test('what is no release is none', () => {
  expect(breaches({ ...component, versions: ['2.0.0-rc.1'] }, now)).toEqual([
    'some-parser 2.0.0-rc.1 is no release',
  ]);
});
