import type { ChildProcess } from 'node:child_process';
import { ensureWorker } from '@visavis/ops/worker';
import { createLogger } from '@visavis/service-kit';
import { connect } from '@visavis/db';
import type { Sql } from '@visavis/db';
import { testDatabase } from '@visavis/test-kit';
import type { TestDatabase } from '@visavis/test-kit';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { connectControl, secret } from '../test/node.ts';
import { startProgram } from '../test/program.ts';
import { keepRegistered } from './registration.ts';

let database: TestDatabase;
let sql: Sql;
const children: ChildProcess[] = [];
beforeAll(async () => {
  database = await testDatabase();
  sql = connect(database.url, 'visavis_sfu', { connections: 2 });
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});
afterAll(async () => {
  await sql.end();
  await database.drop();
});

const nodes = () =>
  sql<
    { id: string; controlUrl: string; announcedAddresses: string[]; load: number; draining: boolean }[]
  >`select id, control_url, announced_addresses, load, draining from sfu_node`;

test('the program enters itself, serves, and strikes itself off on SIGTERM', async () => {
  const { child, ended, ready } = startProgram({
    DATABASE_URL: database.url,
    SFU_SECRET: secret,
    MEDIA_PORTS: '41000-49000',
    ANNOUNCED_ADDRESS: '203.0.113.1,203.0.113.2',
    MEDIASOUP_WORKER_BIN: await ensureWorker({ log: () => undefined }),
  });
  children.push(child);
  const announcedAddresses = ['203.0.113.1', '203.0.113.2'];
  const { controlUrl, nodeId: id } = await ready();
  expect([...(await nodes())]).toEqual([{ id, controlUrl, announcedAddresses, load: 0, draining: false }]);

  const control = await connectControl(controlUrl);
  await control.value('session.open', { session: 's', fence: 1 });
  const transport = {
    session: 's',
    fence: 1,
    participant: 'agent',
    generation: 0,
    direction: 'send',
  } as const;
  const { iceCandidates } = await control.value('transport.open', transport);
  expect(new Set(iceCandidates.map(({ address }) => address))).toEqual(new Set(announcedAddresses));
  expect(new Set(iceCandidates.map(({ protocol }) => protocol))).toEqual(new Set(['udp', 'tcp']));

  child.kill('SIGTERM');
  expect(await control.event('session.closed')).toEqual({ session: 's', reason: 'node_draining' });
  expect(await ended).toEqual([0, null]);
  expect([...(await nodes())]).toEqual([]);
  control.close();
});

test('the program does not start on a configuration that is not usable, and shows no value', async () => {
  const { ended, complaint } = startProgram({ DATABASE_URL: database.url, SFU_SECRET: 'short-secret' });
  expect(await ended).toEqual([1, null]);
  expect(complaint()).toContain('SFU_SECRET: must be at least 32 characters long');
  expect(complaint()).not.toContain('short-secret');
});

test('beats tell the load, and a node that was struck off comes back', async () => {
  let load = 3;
  const node = {
    id: crypto.randomUUID(),
    controlUrl: 'http://127.0.0.1:1',
    announcedAddresses: [],
    region: 'test',
    capacity: 100,
  };
  const registration = await keepRegistered(sql, node, () => load, createLogger('sfu', 'silent'), 20);
  load = 4;
  await vi.waitUntil(async () => (await nodes())[0]?.load === 4, { timeout: 20_000 });
  await sql`delete from sfu_node`;
  await vi.waitUntil(async () => (await nodes())[0]?.id === node.id, { timeout: 20_000 });
  await registration.drain();
  expect((await nodes())[0]?.draining).toBe(true);
  await registration.close();
  expect([...(await nodes())]).toEqual([]);
});
