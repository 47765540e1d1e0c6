import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { connectAsOwner, liveControlUrls } from '@visavis/db';
import { twoFreePorts } from '@visavis/embedded';
import { startBareSignaling } from '@visavis/test-kit/bare-signaling';
import { plainCallPage } from '@visavis/test-kit/plain-call';
import { openSfuControl } from '@visavis/test-kit/sfu-control';
import { z } from 'zod';
import { readStartOptions } from '../../../start/options.ts';
import { startStack } from '../../../start/stack.ts';
import { bundle } from '../bundle.ts';

const script = 'text/javascript';
const html = (script: string) =>
  `<!doctype html><link rel="icon" href="data:,"><body><script type="module" src="${script}"></script>`;

export interface CallStackOptions {
  /** For the SFU. */
  env?: Record<string, string>;
  /** More pages, by path: the file that runs in each. */
  pages?: Record<string, string>;
}

async function filesOf(pages: Record<string, string>): Promise<Record<string, [string, string]>> {
  const files: Record<string, [string, string]> = {};
  for (const [path, entry] of Object.entries(pages)) {
    files[path] = ['text/html', html(`${path}.js`)];
    files[`${path}.js`] = [script, await bundle(entry)];
  }
  return files;
}

/** The product's SFU, and pages of both kinds of call before it: `/sealed` and `/plain`. */
export async function startCallStack({ env = {}, pages = {} }: CallStackOptions = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'visavis-bench-'));
  const options = readStartOptions(
    { PORT: String(await twoFreePorts()), DATA_DIR: join(folder, 'data') },
    [],
  );
  const stack = await startStack(options, {
    log: () => undefined,
    sfu: { nodeArguments: [], env },
  });
  const sql = connectAsOwner(stack.databaseUrl);
  const [controlUrl = ''] = await liveControlUrls(sql);
  await sql.end();
  const { sfuSecret } = z
    .object({ sfuSecret: z.string() })
    .parse(JSON.parse(readFileSync(join(options.dataDir, 'secrets.json'), 'utf8')));
  const sfu = await openSfuControl(controlUrl, sfuSecret);
  const sealed = fileURLToPath(new URL('./in-browser/sealed-page.ts', import.meta.url));
  const signaling = await startBareSignaling(sfu, {
    ...(await filesOf({ '/plain': plainCallPage, '/sealed': sealed, ...pages })),
    '/worker.js': [script, await bundle(fileURLToPath(import.meta.resolve('@visavis/e2ee/worker')))],
  });
  return {
    url: signaling.url,
    /** Said again within a minute, as signaling does while an end is connected; else the SFU ends the session. */
    renewSession: (session: string) => sfu.command('session.lease', { sessions: [{ session, fence: 1 }] }),
    closeSession: (session: string) => sfu.command('session.close', { session, fence: 1 }),
    close: async () => {
      signaling.close();
      sfu.close();
      await stack.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export type CallStack = Awaited<ReturnType<typeof startCallStack>>;
