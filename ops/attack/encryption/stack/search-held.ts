import { createReadStream, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { connectAsOwner, flushToFiles } from '@visavis/db';
import { launchBrowser } from '@visavis/test-kit/browser';
import { cameraPicture } from '@visavis/test-kit/pictures';
import type { TappedPacket } from '@visavis/test-kit/sfu-tap';
import type { Outcome } from '../../attack.ts';
import type { House } from '../../house.ts';
import { createFinder, searchFile, type Finder } from './many-needles.ts';
import { copyMemory, withChildren } from './memory.ts';

type Stack = Awaited<ReturnType<typeof import('../../../demo/stack.ts').startDemoStack>>;

/** The servers whose memory is read. PostgreSQL and the storage hold what they were given in files as well. */
const watched = ['signaling', 'sfu', 'retention'] as const;
const patience = 180_000;
const megabytes = (bytes: number): string => `${Math.round(bytes / 1_000_000)} MB`;

/** One whole identification; in the middle of its call the memory of every server is copied. */
async function identifyAndCopy(house: House, stack: Stack, folder: string) {
  const { identify } = await house.load('ops/demo/journey.ts');
  const { pageOpener } = await house.load('ops/demo/pages.ts');
  const { openAndPlay } = await house.load('ops/demo/evidence.ts');
  const customerBrowser = await launchBrowser({ camera: await cameraPicture('customer') });
  const agentBrowser = await launchBrowser({ camera: await cameraPicture('agent') });
  const open = pageOpener(folder);
  const openPage: typeof open = async (...args) => {
    const page = await open(...args);
    // a busy machine makes both browsers wait; a call that takes longer is searched just the same
    page.setDefaultTimeout(patience);
    return page;
  };
  let copied = 0;
  try {
    const { identificationId } = await identify({
      ready: stack.ready,
      customerBrowser,
      agent: await openPage(agentBrowser, 'desk', 'agent'),
      openPage,
      // a moment in the midst of the call, with both ends sending
      keep: (_, name) => {
        if (name === 'agent-7-data')
          for (const server of watched)
            for (const pid of withChildren(stack.ready.pids[server]))
              copied += copyMemory(pid, join(folder, 'memory'));
        return Promise.resolve();
      },
      progress: () => undefined,
    });
    const { recording } = await openAndPlay(stack.ready, agentBrowser, identificationId, folder);
    return { recording, copied };
  } finally {
    await Promise.allSettled([customerBrowser.close(), agentBrowser.close()]);
  }
}

function searchAll(files: readonly string[], finder: Finder) {
  const found = new Set<string>();
  let bytes = 0;
  for (const file of files) {
    if (!existsSync(file)) continue;
    bytes += statSync(file).size;
    for (const name of searchFile(file, finder)) found.add(name);
  }
  return { found: found.size, bytes };
}

/** Payloads of the tap are written in base64, a line each: they are searched as they were on the wire. */
async function searchWire(tapFile: string, finder: Finder) {
  const found = new Set<string>();
  let packets = 0;
  for await (const line of createInterface({ input: createReadStream(tapFile), crlfDelay: Infinity })) {
    const { payload } = JSON.parse(line) as TappedPacket;
    for (const name of finder.find(Buffer.from(payload, 'base64'))) found.add(name);
    packets += 1;
  }
  return { packets, found: found.size };
}

/** Runs a whole identification and searches all that the servers have of it. */
export async function searchHeld(house: House): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'visavis-held-'));
  const { startDemoStack } = await house.load('ops/demo/stack.ts');
  const { frameNeedles, filesBelow } = await house.load('ops/demo/needles.ts');
  const stack = await startDemoStack(folder, () => undefined);
  try {
    const { recording, copied } = await identifyAndCopy(house, stack, folder);
    const sql = connectAsOwner(stack.ready.databaseUrl);
    await flushToFiles(sql);
    await sql.end();
    const needles = await frameNeedles(recording, Infinity);
    const finder = createFinder(needles);
    const data = join(folder, 'data');
    const memory = searchAll([join(folder, 'memory')], finder);
    const stored = searchAll(
      [...(await filesBelow(join(data, 'postgres'))), ...(await filesBelow(join(data, 's3'))), stack.logFile],
      finder,
    );
    const wire = await searchWire(stack.tapFile, finder);
    // one that finds frames on the wire and none in the memory they went through would not be a search
    if (copied === 0 || (wire.found > 0 && memory.found === 0))
      throw new Error(`the search of ${megabytes(copied)} of memory found nothing of what went through`);
    return {
      succeeded: memory.found + stored.found + wire.found > 0,
      seen:
        `${needles.length} pieces of the pictures and voices searched for: ${memory.found} in ${megabytes(memory.bytes)} of memory of signaling, SFU, its worker and retention during the call, ` +
        `${stored.found} in ${megabytes(stored.bytes)} of database, bucket and logs, ${wire.found} in the ${wire.packets} packets that a consumer of the server's own was given`,
    };
  } finally {
    await stack.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
