import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request as plainRequest, type IncomingMessage } from 'node:http';
import { createServer, request, type Server, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { connect, createServer as createTlsServer, TLSSocket, type ConnectionOptions } from 'node:tls';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { environmentOf, readCompose, readSettings } from './test/file.ts';
import { certify, makeAuthority } from './authority.ts';
import { startFront, writeIdentity, type Front } from './test/front.ts';

const folder = mkdtempSync(join(tmpdir(), 'visavis-front-'));
const closers: (() => unknown)[] = [];
let front: Front;
/** A server that takes whatever OpenSSL still knows: what the front refuses must work here, else the test shows nothing. */
let permissivePort: number;
const backends = new Map<string, Server>();
/** How a service listens inside. */
let inside: ServerOptions;
let names: { customer: string; agent: string };

beforeAll(async () => {
  const example = readSettings(readFileSync(join(import.meta.dirname, '.env.example'), 'utf8'));
  const made = Object.fromEntries(Object.entries(example).map(([name, value]) => [name, value || 'made']));
  const environment = environmentOf(readCompose(made), 'tls');
  const authority = await makeAuthority();
  const [own, service] = await Promise.all([certify(authority, 'tls'), certify(authority, 'signaling')]);
  inside = { ...service, ca: authority.cert, minVersion: 'TLSv1.3', requestCert: true };
  names = { customer: environment['CUSTOMER_NAME'] ?? '', agent: environment['AGENT_NAME'] ?? '' };
  front = await startFront(folder, {
    ...environment,
    IDENTITY_DIR: writeIdentity(join(folder, 'identity'), own, authority.cert),
    CUSTOMER_UPSTREAM: await backend('customer'),
    AGENT_UPSTREAM: await backend('agent'),
    STORAGE_UPSTREAM: await backend('storage'),
  });
  closers.push(front.stop);
  permissivePort = await startPermissive();
});
afterAll(async () => {
  for (const close of closers.reverse()) await close();
  rmSync(folder, { recursive: true, force: true });
});

/** The name in the certificate that the front shows, once it is known to be of the inside's authority. */
const callerOf = ({ socket }: IncomingMessage) =>
  socket instanceof TLSSocket && socket.authorized ? socket.getPeerCertificate().subject.CN : undefined;

/** Says who it is, who asked and what it was sent; takes an upgrade like a socket server. */
async function backend(name: string): Promise<string> {
  const server = createServer(inside, (asked, answer) => {
    if (asked.url === '/with-headers') {
      answer.setHeader('Strict-Transport-Security', 'max-age=1');
      answer.setHeader('Content-Security-Policy', "default-src 'self'");
      answer.setHeader('X-Content-Type-Options', 'nosniff');
    }
    void text(asked).then(body =>
      answer.end(
        JSON.stringify({
          name,
          from: callerOf(asked),
          url: asked.url,
          method: asked.method,
          headers: asked.headers,
          body,
        }),
      ),
    );
  });
  server.on('upgrade', (asked, socket) => {
    socket.end(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nX-Name: ${name}\r\n\r\n`,
    );
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => server.close());
  backends.set(name, server);
  return `localhost:${(server.address() as AddressInfo).port}`;
}

async function startPermissive(): Promise<number> {
  const pem = (name: string) => readFileSync(join(folder, 'tls', name), 'utf8');
  const server = createTlsServer({
    // a certificate of either kind
    cert: [pem('customer/fullchain.pem'), pem('agent/fullchain.pem')],
    key: [pem('customer/privkey.pem'), pem('agent/privkey.pem')],
    minVersion: 'TLSv1',
    ciphers: 'ALL:@SECLEVEL=0',
  });
  server.on('tlsClientError', () => undefined);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => server.close());
  return (server.address() as AddressInfo).port;
}

type Handshake = { protocol: string | null; suite: string } | 'refused';

function handshake(port: number, options: ConnectionOptions): Promise<Handshake> {
  return new Promise(resolve => {
    const socket: TLSSocket = connect(
      { host: '127.0.0.1', port, servername: names.customer, rejectUnauthorized: false, ...options },
      () => {
        resolve({ protocol: socket.getProtocol(), suite: socket.getCipher().standardName });
        socket.destroy();
      },
    );
    socket.on('error', () => resolve('refused'));
  });
}

const exactly = (version: 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3') => ({
  minVersion: version,
  maxVersion: version,
});
const tls12 = (ciphers: string) => ({ ...exactly('TLSv1.2'), ciphers: `${ciphers}:@SECLEVEL=0` });

test.each([
  ['TLS 1.0', { ...exactly('TLSv1'), ciphers: 'ALL:@SECLEVEL=0' }],
  ['TLS 1.1', { ...exactly('TLSv1.1'), ciphers: 'ALL:@SECLEVEL=0' }],
  ['CBC', tls12('ECDHE-ECDSA-AES256-SHA384:ECDHE-RSA-AES256-SHA384')],
  ['CBC with SHA-1', tls12('ECDHE-ECDSA-AES128-SHA:ECDHE-RSA-AES128-SHA')],
  ['ChaCha20 in TLS 1.2', tls12('ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305')],
  ['RSA key transport', { ...tls12('AES256-GCM-SHA384'), servername: 'desk.example.com' }],
  ['ChaCha20 in TLS 1.3', { ...exactly('TLSv1.3'), ciphers: 'TLS_CHACHA20_POLY1305_SHA256' }],
  ['Curve25519 alone', { ...exactly('TLSv1.3'), ecdhCurve: 'X25519' }],
  ['SHA-1 signatures', { ...exactly('TLSv1.2'), ciphers: 'ALL:@SECLEVEL=0', sigalgs: 'ECDSA+SHA1:RSA+SHA1' }],
] as [string, ConnectionOptions][])('%s is refused', async (_name, options) => {
  expect(await handshake(permissivePort, options)).not.toBe('refused');
  expect(await handshake(front.tlsPort, options)).toBe('refused');
});

test.each([
  ['TLSv1.3', 'TLS_AES_256_GCM_SHA384', 'TLS_AES_256_GCM_SHA384'],
  ['TLSv1.3', 'TLS_AES_128_GCM_SHA256', 'TLS_AES_128_GCM_SHA256'],
  ['TLSv1.2', 'ECDHE-ECDSA-AES256-GCM-SHA384', 'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384'],
  ['TLSv1.2', 'ECDHE-ECDSA-AES128-GCM-SHA256', 'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256'],
  ['TLSv1.2', 'ECDHE-RSA-AES256-GCM-SHA384', 'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384'],
  ['TLSv1.2', 'ECDHE-RSA-AES128-GCM-SHA256', 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256'],
] as const)('%s with %s works', async (protocol, ciphers, suite) => {
  const servername = ciphers.includes('RSA-AES') ? names.agent : names.customer;
  expect(await handshake(front.tlsPort, { ...exactly(protocol), ciphers, servername })).toEqual({
    protocol,
    suite,
  });
});

test.each([
  ['secp384r1', 'TLSv1.3'],
  ['prime256v1', 'TLSv1.3'],
  // in TLS 1.3 brainpool came with OpenSSL 3.2
  ['brainpoolP384r1', 'TLSv1.2'],
  ['brainpoolP256r1', 'TLSv1.2'],
] as const)('the curve %s works', async (ecdhCurve, protocol) => {
  // by the RSA certificate, since one on another curve would be no use to this client
  const options = { ...exactly(protocol), ecdhCurve, servername: names.agent };
  expect(await handshake(front.tlsPort, options)).toMatchObject({ protocol });
});

test('the strongest suite is taken when the client prefers another', async () => {
  const ciphers = 'TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384';
  expect(await handshake(front.tlsPort, { ciphers })).toMatchObject({ suite: 'TLS_AES_256_GCM_SHA384' });
});

test('no ticket is handed out that a stolen key could open', async () => {
  const socket = connect({
    host: '127.0.0.1',
    port: front.tlsPort,
    servername: names.customer,
    rejectUnauthorized: false,
    ...exactly('TLSv1.2'),
  });
  await new Promise((resolve, reject) => socket.once('secureConnect', resolve).once('error', reject));
  expect(socket.getTLSTicket()).toBeUndefined();
  socket.destroy();
});

test('a foreign name gets no handshake', async () => {
  expect(await handshake(front.tlsPort, { servername: 'other.example.com' })).toBe('refused');
});

type Answer = { status: number | undefined; headers: IncomingMessage['headers']; body: string };

function ask(name: string, path: string, options: { method?: string; headers?: object; body?: string } = {}) {
  return new Promise<Answer>((resolve, reject) => {
    const sent = request({
      host: '127.0.0.1',
      port: front.tlsPort,
      servername: name,
      path,
      method: options.method ?? 'GET',
      headers: { host: name, ...options.headers },
      rejectUnauthorized: false,
      agent: false,
    });
    const done = (answer: IncomingMessage) =>
      void text(answer).then(
        body => resolve({ status: answer.statusCode, headers: answer.headers, body }),
        reject,
      );
    sent.on('response', done).on('error', reject);
    sent.on('upgrade', (answer, socket) => {
      socket.destroy();
      resolve({ status: answer.statusCode, headers: answer.headers, body: '' });
    });
    sent.end(options.body);
  });
}

test('each name leads to its own listener, which learns scheme and address', async () => {
  const customer = await ask(names.customer, '/i/x?y=1', { headers: { 'x-forwarded-for': '192.0.2.1' } });
  expect(JSON.parse(customer.body)).toMatchObject({
    name: 'customer',
    url: '/i/x?y=1',
    // what a caller claims about its address is not passed on
    headers: { host: names.customer, 'x-forwarded-proto': 'https', 'x-forwarded-for': '127.0.0.1' },
  });
  expect(JSON.parse((await ask(names.agent, '/')).body)).toMatchObject({ name: 'agent' });
  // a name in the request other than the one of the handshake
  expect((await ask(names.customer, '/', { headers: { host: 'other.example.com' } })).status).toBe(421);
});

test('inside, the front proves itself, and passes nothing on to who cannot', async () => {
  expect(JSON.parse((await ask(names.customer, '/')).body)).toMatchObject({ from: 'tls' });
  const evidence = ['/sealed-evidence/x', { method: 'PUT', body: 'sealed' }] as const;
  expect(JSON.parse((await ask(names.agent, ...evidence)).body)).toMatchObject({
    name: 'storage',
    from: 'tls',
  });
  const impostor = await certify(await makeAuthority(), 'signaling');
  for (const name of ['customer', 'storage'])
    backends.get(name)?.setSecureContext({ ...inside, ...impostor });
  expect((await ask(names.customer, '/')).status).toBe(502);
  expect((await ask(names.agent, ...evidence)).status).toBe(502);
  for (const name of ['customer', 'storage']) backends.get(name)?.setSecureContext(inside);
  expect((await ask(names.customer, '/')).status).toBe(200);
});

test('sockets pass', async () => {
  for (const [name, server] of [
    [names.customer, 'customer'],
    [names.agent, 'agent'],
  ] as const) {
    const answer = await ask(name, '/socket.io/', {
      headers: { connection: 'Upgrade', upgrade: 'websocket' },
    });
    expect(answer).toMatchObject({ status: 101, headers: { 'x-name': server } });
  }
});

test('sealed evidence passes to the storage by PUT alone, without the session', async () => {
  const path = '/sealed-evidence/tenant/object?X-Amz-Signature=1';
  const put = await ask(names.agent, path, {
    method: 'PUT',
    body: 'sealed',
    headers: { cookie: '__Host-visavis=1' },
  });
  const seen = JSON.parse(put.body) as { headers: object };
  expect(seen).toMatchObject({ name: 'storage', url: path, body: 'sealed', headers: { host: names.agent } });
  expect(seen.headers).not.toHaveProperty('cookie');
  for (const method of ['GET', 'DELETE', 'POST', 'OPTIONS'])
    expect((await ask(names.agent, path, { method })).status, method).toBe(405);
  const other = await ask(names.customer, path, { method: 'PUT' });
  expect(JSON.parse(other.body)).toMatchObject({ name: 'customer' });
});

test('what the front answers itself, and the storage, has the headers of our services, and theirs stand', async () => {
  const held = ['strict-transport-security', 'content-security-policy', 'x-content-type-options'] as const;
  const own = [
    'max-age=63072000; includeSubDomains',
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    'nosniff',
  ];
  const of = ({ headers }: Answer) => held.map(name => headers[name]);
  const path = '/sealed-evidence/tenant/object';
  const method = 'PUT';
  for (const [status, answer] of [
    [405, await ask(names.agent, path)],
    [421, await ask(names.customer, '/', { headers: { host: 'other.example.com' } })],
    [413, await ask(names.customer, '/', { method: 'POST', body: 'x'.repeat(200 * 1024) })],
    [200, await ask(names.agent, path, { method, body: 'sealed' })],
    [405, await ask(names.agent, '/', { method: 'TRACE' })],
  ] as const) {
    expect([answer.status, ...of(answer)]).toEqual([status, ...own]);
    expect(answer.headers.server).toBe('nginx');
  }
  expect(of(await ask(names.customer, '/with-headers'))).toEqual([
    'max-age=1',
    "default-src 'self'",
    'nosniff',
  ]);
});

test('plain HTTP only leads to HTTPS, only pages, and only for our names', async () => {
  const plain = async (host: string, path = '/i/x') => {
    const asked = plainRequest({ host: '127.0.0.1', port: front.httpPort, path, headers: { host } });
    const [answer] = (await once(asked.end(), 'response')) as [IncomingMessage];
    answer.resume();
    return answer;
  };
  const ours = await plain(names.customer);
  expect([ours.statusCode, ours.headers.location]).toEqual([308, `https://${names.customer}/i/x`]);
  expect((await plain('other.example.com')).statusCode).toBe(404);
  // programs are not led on: one that speaks in clear would never be found
  for (const path of ['/api/v1/identifications', '/api/console/session', '/socket.io/', '/sealed-evidence/x'])
    expect([path, (await plain(names.customer, path)).statusCode]).toEqual([path, 404]);
});

test('the log holds no address, no query and no cookie', async () => {
  await ask(names.agent, '/sealed-evidence/logged?X-Amz-Signature=secret', {
    method: 'PUT',
    headers: { cookie: 'secret' },
  });
  // written once the answer is through
  const log = () => readFileSync(join(folder, 'access.log'), 'utf8');
  await expect.poll(log, { timeout: 30_000 }).toContain('PUT /sealed-evidence/logged 200');
  expect(log()).not.toMatch(/secret|127\.0\.0\.1/);
});
