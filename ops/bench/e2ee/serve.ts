import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { bundle } from './bundle.ts';

/** Entries that run in workers. */
export type WorkerName = 'worker' | 'peer-worker';

/** Serves an empty page and `/worker.js` on this machine alone. */
export async function serveWorker(name: WorkerName): Promise<{ url: string; close: () => void }> {
  const files: Record<string, [type: string, body: string]> = {
    '/': ['text/html', '<!doctype html><link rel="icon" href="data:,">'],
    '/worker.js': [
      'text/javascript',
      await bundle(fileURLToPath(new URL(`./in-browser/${name}.ts`, import.meta.url))),
    ],
  };
  const server = createServer((request, response) => {
    const [type, body] = files[request.url ?? ''] ?? ['text/plain', ''];
    // An isolated page has a clock of 5 µs; any other one of 100 µs.
    response.setHeader('cross-origin-opener-policy', 'same-origin');
    response.setHeader('cross-origin-embedder-policy', 'require-corp');
    response.writeHead(body ? 200 : 404, { 'content-type': type }).end(body);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const close = (): void => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, close };
}
