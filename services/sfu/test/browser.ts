import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { launchBrowser } from '@visavis/test-kit';
import { build } from 'vite';
import type { Rolldown } from 'vite';

/** Bundles a page into one script. */
async function bundlePage(entry: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      lib: { entry: fileURLToPath(new URL(entry, import.meta.url)), formats: ['es'], fileName: 'page' },
    },
  });
  const [bundle] = built as Rolldown.RolldownOutput[];
  const chunk = bundle?.output.find(one => one.type === 'chunk');
  if (!chunk) throw new Error('the page was not bundled');
  return chunk.code;
}

/** Serves a page of this folder on a free port. */
export async function servePage(entry: string) {
  const script = await bundlePage(entry);
  const http = createServer((request, response) => {
    const isScript = request.url === '/page.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
    response.end(isScript ? script : '<!doctype html><script type="module" src="/page.js"></script>');
  });
  await new Promise<void>(resolve => http.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://localhost:${(http.address() as AddressInfo).port}/`,
    close: async () => {
      http.closeAllConnections();
      await new Promise(resolve => http.close(resolve));
    },
  };
}

/** Opens a page of this folder in a real Chromium with a fake camera and microphone. */
export async function openPage(entry = './page.ts') {
  const served = await servePage(entry);
  const browser = await launchBrowser();
  const page = await browser.newPage();
  return {
    page,
    /** One more tab of the same browser. */
    another: () => browser.newPage(),
    url: served.url,
    close: async () => {
      await browser.close();
      await served.close();
    },
  };
}
