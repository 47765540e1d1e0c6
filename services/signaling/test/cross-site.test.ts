import { connect } from 'node:net';
import { consoleApi, type ConsoleEndpoint } from '@visavis/protocol';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cookieName, sessionCookie } from '../src/access/session.ts';
import { codeOf, consoleRequest, cookieOf } from './clients.ts';
import { agentOrigin, customerOrigin, startStack, type Stack } from './stack.ts';

let stack: Stack;
let cookie: string;
beforeAll(async () => {
  stack = await startStack();
  const tenant = await stack.tenant(['compliance']);
  const { email, password, totpSecret } = tenant.user('compliance');
  const body = { email, password, totp: await codeOf(totpSecret) };
  cookie = cookieOf(await consoleRequest(stack, 'POST', '/sign-in', { body })) ?? '';
});
afterAll(() => stack.stop());

/** Absent; the customer's, which is on the same site; what frames and files have; what only looks like ours. */
const others = [
  null,
  customerOrigin,
  'null',
  'http://evil.test',
  `${agentOrigin}:8443`,
  `${agentOrigin}.evil.test`,
];

const endpoints: readonly (readonly [string, ConsoleEndpoint])[] = Object.entries(consoleApi);
const unsafe = endpoints.filter(([, { method }]) => method !== 'get');

describe('a page of another origin', () => {
  test.each(unsafe)('changes nothing by %s', async (_name, { method, path }) => {
    const own = path
      .replace('/api/console', '')
      .replaceAll(/\{\w+\}/g, '00000000-0000-4000-8000-000000000000');
    for (const origin of others) {
      const reply = await consoleRequest(stack, method.toUpperCase(), own, { origin, cookie, body: {} });
      expect([origin, reply.status, reply.body]).toEqual([
        origin,
        403,
        { error: { code: 'origin_not_allowed' } },
      ]);
    }
  });

  test('gets no leave to ask or to read', async () => {
    for (const [method, path] of [
      ['OPTIONS', '/sign-out'],
      ['GET', '/session'],
    ] as const) {
      const { response } = await consoleRequest(stack, method, path, { origin: customerOrigin, cookie });
      const names = [...response.headers.keys()];
      expect(names.filter(name => name.startsWith('access-control'))).toEqual([]);
    }
    expect((await consoleRequest(stack, 'OPTIONS', '/sign-out', { origin: customerOrigin })).status).toBe(
      405,
    );
    // still signed in after all of this
    expect((await consoleRequest(stack, 'GET', '/session', { cookie })).status).toBe(200);
  });

  test('opens no socket with the person’s cookie', async () => {
    for (const origin of others) expect([origin, await upgrade(origin)]).toEqual([origin, 400]);
    expect(await upgrade(agentOrigin)).toBe(101);
  });
});

/** Node's fetch may not name its own origin in a handshake: the bytes of one, and the status of the answer. */
function upgrade(origin: string | null): Promise<number> {
  const { hostname, port } = new URL(stack.consoleUrl);
  const lines = [
    'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
    `Host: ${hostname}:${port}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    `Cookie: ${cookie}`,
    ...(origin === null ? [] : [`Origin: ${origin}`]),
  ];
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(`${lines.join('\r\n')}\r\n\r\n`));
    socket.once('error', reject);
    socket.once('data', bytes => {
      socket.destroy();
      resolve(Number(/^HTTP\/1.1 (\d+)/.exec(bytes.toString('latin1'))?.[1]));
    });
  });
}

test('over HTTPS the cookie is bound to the host, to HTTPS and to our own pages, and lasts as long as the browser', () => {
  expect(cookieName('https://agent.test')).toBe('__Host-visavis');
  expect(sessionCookie('https://agent.test')).toEqual({
    httpOnly: true,
    sameSite: 'strict',
    secure: true,
    path: '/',
  });
});
