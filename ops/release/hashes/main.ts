/**
 * `npm run hashes [-- --out FILE]`: builds both webs afresh and writes the release hash list (default
 * `release-hashes.json`); prints the digest of that list. The same commit gives the same list on any machine.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildWebs, listWebs } from './build-webs.ts';
import { digestOf, writeHashList } from './hash-list.ts';

const { values } = parseArgs({ options: { out: { type: 'string', default: 'release-hashes.json' } } });
const folder = mkdtempSync(join(tmpdir(), 'visavis-release-'));
try {
  const list = listWebs(await buildWebs(folder));
  const written = writeHashList(list);
  writeFileSync(values.out, written);
  console.log(`${values.out}: ${list.files.length} files of release ${list.version}`);
  console.log(`SHA-384 of the list: ${digestOf(written)}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
