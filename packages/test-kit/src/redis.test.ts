import { createClient } from 'redis';
import { expect, test } from 'vitest';
import { startRedis } from './redis.ts';

test('redis answers on its own port, and is gone after stop', async () => {
  const server = await startRedis();
  const client = createClient({ url: server.url, socket: { reconnectStrategy: false } });
  client.on('error', () => undefined);
  await client.connect();
  await client.set('name', 'value');
  expect(await client.get('name')).toBe('value');
  client.destroy();
  await server.stop();
  await expect(
    createClient({ url: server.url, socket: { reconnectStrategy: false } }).connect(),
  ).rejects.toThrow();
});
