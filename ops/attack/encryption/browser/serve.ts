import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { launchBrowser } from '@visavis/test-kit/browser';
import type { Page } from 'playwright-core';
import { build } from 'vite';
import type { House } from '../../house.ts';

/** Bundles a script with the encryption of a tree in the place of our own. */
async function bundle(house: House, entry: string): Promise<string> {
  const built = await build({
    root: join(house.root, 'packages/e2ee'),
    configFile: false,
    logLevel: 'silent',
    resolve: { alias: { '@visavis/e2ee': join(house.root, 'packages/e2ee/src/index.ts') } },
    build: { write: false, minify: false, lib: { entry, formats: ['es'] } },
  });
  for (const result of [built].flat()) if ('output' in result) return result.output[0].code;
  throw new Error('nothing built');
}

/** Runs the attacker's page in a real browser, with the tree's real media worker beside it. */
export async function onPage<T>(house: House, work: (page: Page) => Promise<T>): Promise<T> {
  const files = new Map([
    [
      '/',
      [
        'text/html',
        '<!doctype html><link rel="icon" href="data:,"><script type="module" src="/page.js"></script>',
      ],
    ],
    ['/page.js', ['text/javascript', await bundle(house, join(import.meta.dirname, 'page.ts'))]],
    [
      '/worker.js',
      ['text/javascript', await bundle(house, join(house.root, 'packages/e2ee/src/media/worker.ts'))],
    ],
  ]);
  const server = createServer((request, response) => {
    const [type = 'text/plain', body = ''] = files.get(request.url ?? '') ?? [];
    response.writeHead(body ? 200 : 404, { 'content-type': type }).end(body);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`);
    await page.waitForFunction(() => 'attack' in globalThis);
    return await work(page);
  } finally {
    await browser.close();
    server.closeAllConnections();
    server.close();
  }
}
