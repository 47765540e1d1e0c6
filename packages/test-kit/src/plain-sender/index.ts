import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { build, type Rolldown } from 'vite';
import { launchBrowser } from '../browser.ts';
import { openSfuControl } from '../sfu-control.ts';

/** Passes frames on as they are, and shows them to the page. */
const framesWorker = `
onrtctransform = ({ transformer: { readable, writable } }) => {
  readable.pipeThrough(new TransformStream({
    transform(frame, controller) {
      postMessage(btoa(String.fromCharCode(...new Uint8Array(frame.data).subarray(0, 4096))));
      controller.enqueue(frame);
    },
  })).pipeTo(writable);
};`;

async function bundlePage(): Promise<string> {
  const entry = fileURLToPath(new URL('./page.ts', import.meta.url));
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, minify: false, lib: { entry, formats: ['es'], fileName: 'page' } },
  });
  const [bundle] = built as Rolldown.RolldownOutput[];
  const chunk = bundle?.output.find(one => one.type === 'chunk');
  if (!chunk) throw new Error('the page was not bundled');
  return chunk.code;
}

/**
 * Sends a camera in clear through an SFU node: what a search for plaintext must find.
 * @param options.frames how many frames to send
 * @returns the first 4 kB of each frame as it was sent
 */
export async function sendInClear(options: {
  controlUrl: string;
  secret: string;
  session: string;
  camera: string;
  frames: number;
}): Promise<Buffer[]> {
  const script = await bundlePage();
  const files: Record<string, [type: string, body: string]> = {
    '/': ['text/html', '<!doctype html><script type="module" src="/page.js"></script>'],
    '/page.js': ['text/javascript', script],
    '/frames.js': ['text/javascript', framesWorker],
  };
  const http = createServer((request, response) => {
    const [type, body] = files[request.url ?? ''] ?? ['text/plain', ''];
    response.setHeader('content-type', type);
    response.end(body);
  });
  await once(http.listen(0, '127.0.0.1'), 'listening');
  const control = await openSfuControl(options.controlUrl, options.secret);
  const browser = await launchBrowser({ camera: options.camera });
  try {
    const page = await browser.newPage();
    await page.exposeFunction('command', control.command);
    await page.goto(`http://localhost:${(http.address() as AddressInfo).port}/`);
    await page.waitForFunction(() => 'sendPlain' in globalThis);
    const frames = await page.evaluate(([session, count]) => globalThis.sendPlain(session, count), [
      options.session,
      options.frames,
    ] as const);
    return frames.map(frame => Buffer.from(frame, 'base64'));
  } finally {
    await browser.close();
    control.close();
    http.closeAllConnections();
    http.close();
  }
}
