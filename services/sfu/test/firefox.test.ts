import { fileURLToPath } from 'node:url';
import { ensureWorker, isOwnBuild } from '@visavis/ops/worker';
import { inNamespace } from '@visavis/test-kit/namespace';
import { expect, test } from 'vitest';
import type { Outcome } from './firefox.ts';

test('Firefox and Chromium exchange data through the node, over AES-GCM', async () => {
  const workerBin = await ensureWorker({ log: () => undefined });
  const output = await inNamespace(fileURLToPath(new URL('./firefox.ts', import.meta.url)), []);
  const { chromium, firefox } = JSON.parse(output) as Outcome;
  const sizes = [1, 1_200, 65_536, 40];
  expect(firefox.sizes).toEqual(sizes);
  expect(chromium.sizes).toEqual(sizes);
  if (!isOwnBuild(workerBin)) return;
  const agreed = {
    dtlsVersion: 'DTLS 1.2',
    dtlsCipher: expect.stringMatching(/_AES_(128|256)_GCM_/) as unknown,
    srtpCipher: expect.stringMatching(/AEAD_AES_256_GCM$/) as unknown,
  };
  expect(firefox.connection.send).toMatchObject(agreed);
  expect(chromium.connection.send).toMatchObject(agreed);
}, 120_000);
