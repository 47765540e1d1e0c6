import { ConfigError } from '@visavis/service-kit';
import { expect, test } from 'vitest';
import { readSfuConfig } from './config.ts';
import { listenInfos } from './media/listen.ts';

const least = { DATABASE_URL: 'postgres://localhost/visavis', SFU_SECRET: 's'.repeat(32) };

test('listens on the loopback unless told otherwise', () => {
  const { control, media, leaseMs } = readSfuConfig(least);
  expect(control).toEqual({ host: '127.0.0.1', port: 0, url: undefined });
  expect(media).toMatchObject({
    listen: ['127.0.0.1'],
    announced: [],
    ports: { min: 40000, max: 40099 },
    workers: 1,
  });
  expect(leaseMs).toBe(60_000);
});

test.each([
  [{ SFU_SECRET: 'short' }, 'SFU_SECRET'],
  [{ DATABASE_URL: 'mysql://localhost/visavis' }, 'DATABASE_URL'],
  [{ MEDIA_PORTS: '500-400' }, 'MEDIA_PORTS'],
  [{ MEDIA_PORTS: 'all' }, 'MEDIA_PORTS'],
  [{ CONTROL_HOST: '0.0.0.0' }, 'CONTROL_URL'],
  [{ MEDIA_LISTEN: '0.0.0.0' }, 'ANNOUNCED_ADDRESS'],
  [{ MEDIA_LISTEN: '10.0.0.1,10.0.0.2', ANNOUNCED_ADDRESS: '1.1.1.1,2.2.2.2,3.3.3.3' }, 'ANNOUNCED_ADDRESS'],
])('refuses %o', (variables, variable) => {
  try {
    readSfuConfig({ ...least, ...variables });
    expect.unreachable();
  } catch (error) {
    expect((error as ConfigError).variables).toEqual([variable]);
  }
});

test('one listening address may stand behind several announced ones', () => {
  const { media } = readSfuConfig({
    ...least,
    MEDIA_LISTEN: '0.0.0.0',
    ANNOUNCED_ADDRESS: '203.0.113.1, 2001:db8::1',
  });
  const infos = listenInfos(media).map(({ protocol, ip, announcedAddress }) => [
    protocol,
    ip,
    announcedAddress,
  ]);
  expect(infos).toEqual([
    ['udp', '0.0.0.0', '203.0.113.1'],
    ['tcp', '0.0.0.0', '203.0.113.1'],
    ['udp', '0.0.0.0', '2001:db8::1'],
    ['tcp', '0.0.0.0', '2001:db8::1'],
  ]);
});
