/* Pages and workers for tests in real browsers, bundled as they are and served from one origin. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { build } from 'vite';

const root = join(import.meta.dirname, '..');

async function bundle(entry: string): Promise<string> {
  const built = await build({
    root,
    configFile: false,
    logLevel: 'silent',
    build: { write: false, minify: false, lib: { entry: join(root, entry), formats: ['es'] } },
  });
  for (const result of [built].flat()) if ('output' in result) return result.output[0].code;
  throw new Error('nothing built');
}

export interface PageServer {
  url: string;
  close: () => void;
}

/**
 * Serves `/`, a page that runs `/page.js`, and the scripts.
 * @param scripts entry files, relative to the package, by their path on the server
 */
export async function servePages(scripts: Record<string, string>, host = '127.0.0.1'): Promise<PageServer> {
  const page = '<!doctype html><link rel="icon" href="data:,"><script type="module" src="/page.js"></script>';
  const files = new Map([['/', { type: 'text/html', body: page }]]);
  for (const [path, entry] of Object.entries(scripts))
    files.set(path, { type: 'text/javascript', body: await bundle(entry) });
  const server = createServer((request, response) => {
    const file = files.get(request.url ?? '');
    response.writeHead(file ? 200 : 404, { 'content-type': file?.type ?? 'text/plain' }).end(file?.body);
  });
  await new Promise<void>(resolve => server.listen(0, host, resolve));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}/`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
