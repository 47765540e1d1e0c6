import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { applyPatches } from './patch.mjs';

const worker = path.resolve(createRequire(import.meta.url).resolve('mediasoup'), '../../../worker');
const file = 'src/RTC/DtlsTransport.cpp';

it('fits the installed mediasoup, and refuses a source it does not fit', async () => {
  const dir = await mkdtemp(path.join(tmpdir(), 'visavis-patch-'));
  try {
    await cp(path.join(worker, file), path.join(dir, file), { recursive: true });
    applyPatches(dir);
    const patched = await readFile(path.join(dir, file), 'utf8');
    expect(patched).toContain('(operationType & BIO_CB_RETURN) != 0');
    expect(patched).not.toMatch(/AES_CM_128_HMAC_SHA1_\d\d, +"/);
    expect(patched).not.toContain('!AESGCM+AES256');
    expect(() => applyPatches(dir)).toThrow('does not fit this version');
  } finally {
    await rm(dir, { recursive: true });
  }
});
