import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateDeviceKey } from '@visavis/e2ee';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { consoleClient } from './clients.ts';
import { startStack, type Stack } from './stack.ts';

let stack: Stack;
let folder: string;
beforeAll(async () => {
  stack = await startStack();
  folder = await mkdtemp(join(tmpdir(), 'visavis-receipt-key-'));
});
afterAll(async () => {
  await stack.stop();
  await rm(folder, { recursive: true, force: true });
});

test('compliance gets the key as soon as the retention service has made it; an agent never', async () => {
  const tenant = await stack.tenant(['compliance', 'agent']);
  const compliance = await consoleClient(stack, tenant, 'compliance');
  const agent = await consoleClient(stack, tenant, 'agent');
  const missing = [404, { error: { code: 'not_found' } }];
  const read = async () => {
    const { status, body } = await compliance('GET', '/receipt-key');
    return [status, body];
  };
  expect(await read()).toEqual(missing);
  const file = join(folder, 'receipts.pub.json');
  stack.context.config.receiptPublicKeyFile = file;
  expect(await read()).toEqual(missing);
  const { publicJwk: publicKey } = await generateDeviceKey();
  await writeFile(file, JSON.stringify(publicKey));
  expect(await read()).toEqual([200, { publicKey }]);
  expect((await agent('GET', '/receipt-key')).status).toBe(403);
});
