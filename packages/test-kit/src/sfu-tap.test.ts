import { expect, test } from 'vitest';
import { readPacket } from './sfu-tap.ts';

const header = (first: number, second: number) => [first, second, 0x12, 0x34, 0, 0, 0, 9, 0, 0, 0, 1];
const payload = [1, 2, 3];

test.each([
  ['a bare header', [...header(0x80, 0xe0), ...payload], true],
  ['contributing sources', [...header(0x82, 0x60), ...Array<number>(8).fill(9), ...payload], false],
  ['a header extension', [...header(0x90, 0x60), 0xbe, 0xde, 0, 1, 9, 9, 9, 9, ...payload], false],
  ['padding', [...header(0xa0, 0x60), ...payload, 0, 2], false],
])('finds the payload behind %s', (_, bytes, marker) => {
  expect(readPacket(Buffer.from(bytes))).toEqual({
    sequence: 0x1234,
    timestamp: 9,
    marker,
    payload: Buffer.from(payload).toString('base64'),
  });
});
