/** Prints what `/compat` says in Firefox. To be run where its ICE finds an address; the argument is the built web. */
import process from 'node:process';
import { launchFirefox } from '@visavis/test-kit/firefox';
import { servePages } from '../../../services/signaling/test/pages.ts';

const [folder = ''] = process.argv.slice(2);
const server = await servePages(folder);
const firefox = await launchFirefox();
try {
  const page = await firefox.newPage();
  await page.goto(`${server.url}/compat`);
  const verdict = await page.waitForSelector('[data-verdict]', { timeout: 60_000 });
  console.log(await verdict?.evaluate(element => element.getAttribute('data-verdict')));
} finally {
  await firefox.close();
  server.close();
}
process.exit();
