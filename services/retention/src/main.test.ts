import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { notifyRetention } from '@visavis/db';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addIdentification, addTenant, gone, makeWorld, traces, type World } from '../test/world.ts';

const main = fileURLToPath(new URL('./main.ts', import.meta.url));

let world: World;
let service: ChildProcess | undefined;

beforeAll(async () => {
  world = await makeWorld();
});
afterAll(async () => {
  service?.kill('SIGKILL');
  await world.close();
});

function start(): { process: ChildProcess; line: (containing: string) => Promise<string> } {
  const { config } = world;
  const child = spawn(process.execPath, [main], {
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: config.databaseUrl,
      KEYS_DATABASE_URL: config.keysDatabaseUrl,
      S3_ENDPOINT: config.store.endpoint,
      S3_BUCKET: config.store.bucket,
      S3_ACCESS_KEY_ID: config.store.accessKeyId,
      S3_SECRET_ACCESS_KEY: config.store.secretAccessKey,
      S3_REGION: config.store.region,
      RECEIPT_SIGNING_KEY_FILE: config.signingKey.file,
      RETENTION_INTERVAL: '86400',
      UPLOAD_GRACE: '0',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    process: child,
    line: async containing => {
      for (;;) {
        const next = await lines.next();
        if (next.done === true) throw new Error(`the service ended before it said ${containing}`);
        if (next.value.includes(containing)) return next.value;
      }
    },
  };
}

it('purges at start and when told, and ends in order', async () => {
  const tenant = await addTenant(world);
  const first = await addIdentification(world, tenant);
  const running = start();
  service = running.process;
  await running.line('identifications deleted');
  expect(await traces(world, first)).toEqual(gone);

  const second = await addIdentification(world, tenant);
  await notifyRetention(world.sql);
  await running.line('identifications deleted');
  expect(await traces(world, second)).toEqual(gone);

  service.kill('SIGTERM');
  expect(await once(service, 'exit')).toEqual([0, null]);
});
