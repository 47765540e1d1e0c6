import { appendFileSync, existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { connectAsOwner, flushToFiles, liveControlUrls, plantText } from '@visavis/db';
import { sendInClear } from '@visavis/test-kit/plain-sender';
import {
  frameNeedles,
  filesBelow,
  searchFiles,
  searchTap,
  textNeedles,
  type Finding,
  type Needle,
} from './needles.ts';
import { personal } from './secrets.ts';
import type { DemoStack } from './stack.ts';

const planted = 'planted-plaintext-7f3a91';

/**
 * Searches raw database files with their write-ahead log, all logs, the bucket and the payloads that the SFU forwarded,
 * for personal data and for the very frames that were sent; the logs also for whatever lets anybody in. Each place then gets something planted that the same search
 * must find, and a sender in clear goes through the same SFU.
 */
export async function searchServers(
  stack: DemoStack,
  {
    recording,
    camera,
    credentials,
  }: { recording: Uint8Array; camera: string; credentials: Record<string, string> },
) {
  const dataDir = join(stack.logFile, '..', 'data');
  const frames = await frameNeedles(recording);
  const needles: Needle[] = [...textNeedles(personal), ...frames];
  await flush(stack);
  const places = {
    database: await filesBelow(join(dataDir, 'postgres')),
    logs: [stack.logFile],
    bucket: await filesBelow(join(dataDir, 's3')),
  };
  const findings: Finding[] = [];
  const searched: Record<string, { files: number; bytes: number }> = {};
  for (const [place, files] of Object.entries(places)) {
    const more = place === 'logs' ? textNeedles(credentials) : [];
    findings.push(...(await searchFiles(files, [...needles, ...more])));
    searched[place] = {
      files: files.length,
      bytes: files.reduce((sum, file) => sum + (existsSync(file) ? statSync(file).size : 0), 0),
    };
  }
  const tapped = await searchTap(stack.tapFile, needles);
  findings.push(...tapped.findings);
  return {
    serverSawPlaintext: findings.length > 0,
    findings: findings.slice(0, 20),
    searched: { ...searched, sfu: { packets: tapped.packets, bytes: tapped.bytes, needles: needles.length } },
    controls: await plantAndFind(stack, dataDir, camera),
  };
}

async function plantAndFind(stack: DemoStack, dataDir: string, camera: string) {
  const sql = connectAsOwner(stack.ready.databaseUrl);
  try {
    await plantText(sql, planted);
    await flush(stack);
    appendFileSync(stack.logFile, `${planted}\n`);
    const object = join(dataDir, 's3', 'planted');
    appendFileSync(object, planted);
    const needle = textNeedles({ planted });
    const found = async (files: string[]) => (await searchFiles(files, needle)).length > 0;
    const [controlUrl = ''] = await liveControlUrls(sql);
    const { sfuSecret } = secretsOf(dataDir);
    let isPlainFound = false;
    // frames that leave before the tap listens are not in it: then more are sent
    for (const frames of [30, 120, 480]) {
      const session = `plain-sender-${frames}`;
      const sent = await sendInClear({ controlUrl, secret: sfuSecret, session, camera, frames });
      const plain = sent
        .filter(({ length }) => length > 72)
        .map((frame, index) => ({ name: `plain frame ${index}`, bytes: frame.subarray(48, 72) }));
      isPlainFound = (await searchTap(stack.tapFile, plain)).findings.length > 0;
      if (isPlainFound) break;
    }
    return [
      { name: 'planted in the database', found: await found(await filesBelow(join(dataDir, 'postgres'))) },
      { name: 'planted in a log', found: await found([stack.logFile]) },
      { name: 'planted in the bucket', found: await found(await filesBelow(join(dataDir, 's3'))) },
      { name: 'frames of a sender in clear', found: isPlainFound },
    ];
  } finally {
    await sql.end();
  }
}

const secretsOf = (dataDir: string) =>
  JSON.parse(readFileSync(join(dataDir, 'secrets.json'), 'utf8')) as { sfuSecret: string };

/** Writes everything the database holds in memory to its files. */
async function flush(stack: DemoStack): Promise<void> {
  const sql = connectAsOwner(stack.ready.databaseUrl);
  try {
    await flushToFiles(sql);
  } finally {
    await sql.end();
  }
}
