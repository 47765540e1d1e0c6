import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createLogger } from '@visavis/service-kit';
import express from 'express';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { securityHeaders } from '../src/http/security-headers.ts';
import { ask } from './raw.ts';
import { startStack, type Stack } from './stack.ts';

let stack: Stack;
const logged: string[] = [];
beforeAll(async () => {
  stack = await startStack(
    undefined,
    createLogger('signaling', 'warn', { write: line => void logged.push(line) }),
  );
  for (const app of ['customer', 'agent']) {
    const dist = join(stack.webRoot, app, 'dist');
    await mkdir(join(dist, 'assets'), { recursive: true });
    await writeFile(join(dist, 'index.html'), `<title>${app}</title>`);
    await writeFile(join(dist, 'assets', 'main-abc.js'), 'export {};');
  }
});
afterAll(() => stack.stop());

const get = async (origin: string, path: string) => {
  const response = await fetch(`${origin}${path}`);
  return { status: response.status, text: await response.text(), headers: response.headers };
};

test('each origin serves its own app, at the paths of the app', async () => {
  for (const path of ['/', '/i/6f1c0e1a-6f0b-4c0e-9a53-111111111111']) {
    const page = await get(stack.customerUrl, path);
    expect([page.status, page.text]).toEqual([200, '<title>customer</title>']);
    expect(page.headers.get('cache-control')).toBe('no-cache');
  }
  expect((await get(stack.customerUrl, '/admin')).status).toBe(404);
  expect((await get(stack.consoleUrl, '/contracts')).text).toBe('<title>agent</title>');
  expect((await get(stack.consoleUrl, '/assets/none.js')).status).toBe(404);
  expect((await get(stack.customerUrl, '/../agent/dist/index.html')).status).toBe(404);
});

test('hashed files never change, and paths of the other REST are not there', async () => {
  const file = await get(stack.customerUrl, '/assets/main-abc.js');
  expect(file.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect((await get(stack.customerUrl, '/api/console/session')).status).toBe(404);
  const reply = await get(stack.consoleUrl, '/api/v1/identifications/x');
  expect([reply.status, JSON.parse(reply.text)]).toEqual([404, { error: { code: 'not_found' } }]);
});

test('nobody is sent elsewhere', async () => {
  for (const origin of [stack.customerUrl, stack.consoleUrl])
    for (const path of ['/assets', '//evil.test/..', '/assets//evil.test/']) {
      const { status, headers } = await fetch(origin + path, { redirect: 'manual' });
      expect([path, status < 300 || status >= 400, headers.get('location')]).toEqual([path, true, null]);
    }
});

test('pages run our own files only, and send no address on', async () => {
  const { headers } = await get(stack.customerUrl, '/');
  const policy = headers.get('content-security-policy') ?? '';
  expect(policy).not.toMatch(/unsafe|\*/);
  expect(policy).toMatch(/script-src 'self'(;|$)/);
  expect(policy).toContain(
    `connect-src 'self' ws://customer.test ${new URL(stack.context.config.s3.publicEndpoint).origin}`,
  );
  expect(policy).toContain("require-trusted-types-for 'script';trusted-types default");
  expect(headers.get('integrity-policy')).toBe('blocked-destinations=(script)');
  expect(headers.get('permissions-policy')).toMatch(/camera=\(self\), microphone=\(self\)/);
  expect(headers.get('referrer-policy')).toBe('no-referrer');
  expect(headers.get('x-powered-by')).toBeNull();
});

test('every answer says what it is, in which alphabet, and that nothing else is to be made of it', async () => {
  for (const [origin, path, type] of [
    [stack.customerUrl, '/', 'text/html; charset=utf-8'],
    [stack.customerUrl, '/assets/main-abc.js', 'text/javascript; charset=utf-8'],
    [stack.customerUrl, '/api/v1/openapi.json', 'application/json; charset=utf-8'],
    [stack.customerUrl, '/api/v1/identifications/x', 'application/json; charset=utf-8'],
    [stack.consoleUrl, '/api/console/session', 'application/json; charset=utf-8'],
    [stack.consoleUrl, '/assets/none.js', 'application/json; charset=utf-8'],
  ] as const) {
    const { headers } = await get(origin, path);
    expect([path, headers.get('content-type')]).toEqual([path, type]);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none';.*frame-ancestors 'none'/);
    if (path.startsWith('/api/')) expect(headers.get('cache-control') ?? 'no-store').toBe('no-store');
  }
});

test('what is no file of a build is not there, whatever lies in its folder', async () => {
  for (const app of ['customer', 'agent'])
    for (const name of ['.env', 'main.ts', 'dump.sql', 'key.pem'])
      await writeFile(join(stack.webRoot, app, 'dist', name), 'secret');
  for (const origin of [stack.customerUrl, stack.consoleUrl])
    for (const path of ['/.env', '/main.ts', '/dump.sql', '/key.pem', '/contracts/x.php', '/.git/config.old'])
      expect([path, (await get(origin, path)).status]).toEqual([path, 404]);
});

test('methods that nothing here uses are refused, with those that are', async () => {
  for (const url of [stack.customerUrl, stack.consoleUrl])
    for (const method of ['OPTIONS', 'PUT', 'DELETE', 'TRACE', 'PROPFIND']) {
      const { status, headers, text } = await ask(url, method, '/');
      expect([method, status, headers.allow]).toEqual([method, 405, 'GET, HEAD, POST, PATCH']);
      expect(JSON.parse(text)).toEqual({ error: { code: 'method_not_allowed' } });
    }
});

test('over HTTPS browsers are held to it for two years, below our names too; on localhost not', async () => {
  const strict = async (own: string) => {
    const app = express();
    const server = app.listen(0, '127.0.0.1');
    await once(server, 'listening');
    app.use(securityHeaders(stack.context.config, own), (_request, response) => void response.end());
    const { headers } = await get(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, '/');
    server.close();
    return headers.get('strict-transport-security');
  };
  expect(await strict('https://id.bank.example')).toBe('max-age=63072000; includeSubDomains');
  expect(await strict('https://localhost:8080')).toBeNull();
});

test('what a browser kept a page from is in the log by its directive, and by nothing else', async () => {
  const page = await get(stack.customerUrl, '/');
  expect(page.headers.get('content-security-policy')).toMatch(
    /report-to policy;report-uri \/policy-reports$/,
  );
  expect(page.headers.get('reporting-endpoints')).toBe('policy="/policy-reports"');
  const send = async (url: string, type: string, report: unknown) => {
    const body = JSON.stringify(report);
    return (await fetch(`${url}/policy-reports`, { method: 'POST', headers: { 'content-type': type }, body }))
      .status;
  };
  const blocked = 'https://evil.test/?of=whom';
  const now = [
    { type: 'csp-violation', body: { effectiveDirective: 'script-src-elem', blockedURL: blocked } },
  ];
  const older = { 'csp-report': { 'effective-directive': 'img-src', 'blocked-uri': blocked } };
  expect(await send(stack.consoleUrl, 'application/reports+json', now)).toBe(204);
  expect(await send(stack.customerUrl, 'application/csp-report', older)).toBe(204);
  expect(
    await send(stack.customerUrl, 'application/csp-report', {
      'csp-report': { 'effective-directive': blocked },
    }),
  ).toBe(400);
  expect(await send(stack.customerUrl, 'text/plain', older)).toBe(400);
  const lines = logged.map(line => JSON.parse(line) as { message: string; code?: string });
  const reported = lines.filter(({ message }) => message === 'a page broke its policy');
  expect(reported.map(({ code }) => code)).toEqual(['script-src-elem', 'img-src']);
  expect(logged.join('')).not.toContain('evil.test');
  for (let i = 0; i < 30; i++) await send(stack.customerUrl, 'application/csp-report', older);
  expect(logged.filter(line => line.includes('broke its policy')).length).toBeLessThan(30);
});
