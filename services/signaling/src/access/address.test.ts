import { expect, test } from 'vitest';
import { addressOf, networkOf } from './address.ts';

test('one subscriber is one address, however it is written', () => {
  expect(addressOf('192.0.2.7')).toBe('192.0.2.7');
  expect(addressOf('::ffff:192.0.2.7')).toBe('192.0.2.7');
  const one = addressOf('2001:db8:1:2::1');
  expect(one).toBe('2001:db8:1:2::/64');
  for (const same of ['2001:DB8:1:2:ffff::9', '2001:0db8:0001:0002:0:0:192.0.2.1', '2001:db8:1:2::7%eth0'])
    expect(addressOf(same)).toBe(one);
  expect(addressOf('2001:db8:1:3::1')).not.toBe(one);
  expect(addressOf('::1')).toBe('0:0:0:0::/64');
  expect(addressOf(undefined)).toBe('unknown');
  expect(addressOf('not an address')).toBe('unknown');
});

test('one office is one network', () => {
  for (const one of ['192.0.2.7', '192.0.2.250', '::ffff:192.0.2.1'])
    expect(networkOf(one)).toBe('192.0.2.0/24');
  expect(networkOf('192.0.3.7')).toBe('192.0.3.0/24');
  for (const one of ['2001:db8:1:2::1', '2001:db8:1:3::1%eth0'])
    expect(networkOf(one)).toBe('2001:db8:1::/48');
  expect(networkOf('2001:db8:2::1')).toBe('2001:db8:2::/48');
  for (const none of [undefined, '', 'not an address']) expect(networkOf(none)).toBeUndefined();
});
