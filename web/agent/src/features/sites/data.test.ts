import { expect, test } from 'vitest';
import { readRanges } from './data.ts';

test('networks are read however they are parted, and each that is none is named', () => {
  expect(readRanges(' 203.0.113.0/24\n2001:db8::/32, 198.51.100.7 ')).toEqual({
    ranges: ['203.0.113.0/24', '2001:db8::/32', '198.51.100.7'],
    wrong: [],
  });
  const wrong = [
    '203.0.113.0/33',
    '203.0.113',
    'berlin',
    '0.0.0.0/0',
    '2000::/3',
    '203.0.113.0/-1',
    '10.0.0.0/7',
  ];
  expect(readRanges(['10.0.0.0/8', ...wrong].join('\n'))).toMatchObject({ wrong });
  expect(readRanges('')).toEqual({ ranges: [], wrong: [] });
});
