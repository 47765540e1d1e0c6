import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadSigningKey, publicKeyFile } from './signing-key.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'visavis-key-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('makes one key for all that start at once, readable by its owner alone, its public half beside', async () => {
  const file = join(folder, 'one.json');
  const loaded = await Promise.all(Array.from({ length: 5 }, () => loadSigningKey(file, true)));
  expect(new Set(loaded.map(({ kid }) => kid)).size).toBe(1);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  const shown = JSON.parse(await readFile(publicKeyFile(file), 'utf8')) as object;
  expect(Object.keys(shown).toSorted()).toEqual(['crv', 'kty', 'x', 'y']);
  expect((await loadSigningKey(file, false)).kid).toBe(loaded[0]?.kid);
});

it('makes none unless it may, and takes nothing else for a key', async () => {
  await expect(loadSigningKey(join(folder, 'none.json'), false)).rejects.toThrow('RECEIPT_KEY_CREATE');
  const file = join(folder, 'wrong.json');
  await writeFile(file, '{"kty":"RSA"}');
  await expect(loadSigningKey(file, true)).rejects.toThrow('P-384');
});
