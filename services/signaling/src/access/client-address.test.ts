import { createServer, request, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { expect, test } from 'vitest';
import { bareAddress } from './address.ts';
import { clientAddress, trustFront } from './client-address.ts';

/** Where a request with this header comes from, as a socket's handshake and as Express see it. */
async function seen(origin: string, tls: boolean, forwarded?: string): Promise<[unknown, unknown]> {
  const config = tls ? { tls: { cert: '', key: '' } as never } : { tls: undefined as never };
  const app = express();
  trustFront(app, origin, config);
  app.get('/', (asked, response) => {
    response.json([clientAddress(origin, config)(asked as IncomingMessage), bareAddress(asked.ip)]);
  });
  const server = createServer(app).listen(0, '127.0.0.1');
  await new Promise(resolve => server.once('listening', resolve));
  try {
    const { port } = server.address() as AddressInfo;
    const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
    const text = await new Promise<string>((resolve, reject) => {
      request({ port, host: '127.0.0.1', headers }, answer => {
        let body = '';
        answer.on('data', chunk => (body += String(chunk)));
        answer.on('end', () => resolve(body));
      })
        .on('error', reject)
        .end();
    });
    return JSON.parse(text) as [unknown, unknown];
  } finally {
    server.close();
  }
}

test('a front on the same machine or network is believed, and nobody else', async () => {
  const https = 'https://console.test';
  for (const [origin, tls, forwarded, address] of [
    [https, false, '203.0.113.9', '203.0.113.9'],
    [https, false, undefined, '127.0.0.1'],
    // what the client itself has put in front is not believed
    [https, false, '192.0.2.1, 203.0.113.9', '203.0.113.9'],
    [https, false, '203.0.113.9, 10.0.0.5', '203.0.113.9'],
    [https, false, '::ffff:203.0.113.9', '203.0.113.9'],
    // without a front there is nobody to believe
    [https, true, '203.0.113.9', '127.0.0.1'],
    ['http://localhost:8081', false, '203.0.113.9', '127.0.0.1'],
  ] as const)
    expect(await seen(origin, tls, forwarded), `${origin} ${forwarded}`).toEqual([address, address]);
  expect((await seen(https, false, 'nonsense'))[0]).toBeNull();
});
