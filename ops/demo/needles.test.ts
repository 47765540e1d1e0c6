import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { searchFiles, textNeedles } from './needles.ts';

const folder = mkdtempSync(join(tmpdir(), 'visavis-needles-'));
afterAll(() => rmSync(folder, { recursive: true }));

const needles = textNeedles({ name: 'Anna Maria Eriksson' });
const held = join(folder, 'held');
// across the border of two pieces that are read one after the other
writeFileSync(held, Buffer.concat([Buffer.alloc(256 * 1024 - 5), Buffer.from('Anna Maria Eriksson')]));

test('what stands across two pieces of a file is found, also behind a file that is gone', async () => {
  const found = await searchFiles([join(folder, 'gone'), held], needles);
  expect(found).toEqual([{ needle: 'name', place: held }]);
});

test('what is there and cannot be read is not passed over', async () => {
  await expect(searchFiles([folder], needles)).rejects.toMatchObject({ code: 'EISDIR' });
});
