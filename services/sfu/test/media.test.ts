import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureWorker } from '@visavis/ops/worker';
import type { SfuCommand, SfuRequest } from '@visavis/protocol';
import { testDatabase } from '@visavis/test-kit';
import type { TappedPacket } from '@visavis/test-kit/sfu-tap';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPage } from './browser.ts';
import { connectControl, secret } from './node.ts';
import { startProgram } from './program.ts';

const ends: (() => unknown)[] = [];
let tapFile: string;
let controlUrl: string;

/** The program with the tap loaded before it, as the demo runs it. */
beforeAll(async () => {
  const database = await testDatabase();
  ends.unshift(() => database.drop());
  const folder = await mkdtemp(join(tmpdir(), 'visavis-sfu-'));
  ends.unshift(() => rm(folder, { recursive: true }));
  tapFile = join(folder, 'tap.jsonl');
  const variables = {
    DATABASE_URL: database.url,
    SFU_SECRET: secret,
    SFU_TAP_FILE: tapFile,
    MEDIA_PORTS: '41000-49000',
    MEDIASOUP_WORKER_BIN: await ensureWorker({ log: () => undefined }),
  };
  const tap = fileURLToPath(import.meta.resolve('@visavis/test-kit/sfu-tap'));
  const { child, ready, ended } = startProgram(variables, ['--import', tap]);
  ends.unshift(async () => {
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
  });
  ({ controlUrl } = await ready());
});
afterAll(async () => {
  for (const end of ends) await end();
});

test('picture and sound flow from one browser end to the other, and a tap sees what is forwarded', async () => {
  const control = await connectControl(controlUrl);
  ends.unshift(control.close);
  const { page, url, close } = await openPage();
  ends.unshift(close);
  await page.exposeFunction('command', (name: SfuCommand, request: SfuRequest<SfuCommand>) =>
    control.value(name, request),
  );
  await page.goto(url);
  const received = await page.evaluate(() => globalThis.call());
  expect(received.framesDecoded).toBeGreaterThanOrEqual(10);
  expect(received.audioPackets).toBeGreaterThanOrEqual(10);
  expect(received.audioLevelNegotiated).toBe(false);
  const connected = { ice: 'completed', dtls: 'connected' };
  const { sessions } = await control.value('session.list', {});
  expect(sessions[0]?.participants).toMatchObject([
    { participant: 'customer', transports: [connected], producers: [{ kind: 'audio' }, { kind: 'video' }] },
    { participant: 'agent', transports: [connected], consumers: [{ kind: 'audio' }, { kind: 'video' }] },
  ]);

  // this page does not encrypt, so the tap must find a clear VP8 key frame by its start code (RFC 6386 section 9.1)
  const lines = (await readFile(tapFile, 'utf8')).split('\n').filter(line => line.endsWith('}'));
  const packets = lines.map(line => JSON.parse(line) as TappedPacket);
  const clearKeyFrame = Buffer.from([0x9d, 0x01, 0x2a]);
  const inClear = packets.filter(({ payload }) => Buffer.from(payload, 'base64').includes(clearKeyFrame));
  expect(inClear.map(({ kind }) => kind)).toContain('video');
  expect(packets.filter(({ kind }) => kind === 'audio').length).toBeGreaterThanOrEqual(10);

  // a page that is gone is told by its transports
  await page.goto('about:blank');
  await control.event('transport.state', ({ dtls }) => dtls === 'closed' || dtls === 'failed');
});
