import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startStack, type Stack } from './stack.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
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
