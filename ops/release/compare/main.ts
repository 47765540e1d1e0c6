/**
 * `npm run compare-site -- https://CUSTOMERS https://CONSOLE [--hashes FILE] [--json]`: whether a running site serves
 * exactly what a release is made of. Exit code 1 if anything differs, 2 if it could not be compared.
 */
import { readFileSync } from 'node:fs';
import { digestOf, hashList } from '../hashes/hash-list.ts';
import { compareSite, type Comparison } from './compare-site.ts';
import { readCompareOptions } from './options.ts';
import { inWords } from './words.ts';

function readList(file: string) {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch {
    throw new Error(
      `there is no hash list "${file}": make one by "npm run hashes", or name the release's by --hashes`,
    );
  }
  const list = hashList.safeParse(JSON.parse(new TextDecoder().decode(bytes)));
  if (!list.success) throw new Error(`"${file}" is no hash list`);
  return { list: list.data, digest: digestOf(bytes) };
}

const args = process.argv.slice(2);
try {
  const { origins, hashes, json } = readCompareOptions(args);
  const { list, digest } = readList(hashes);
  const comparisons: Comparison[] = [];
  for (const { site, origin } of origins) comparisons.push(await compareSite(site, origin, list));
  const ok = comparisons.every(({ differences }) => differences.length === 0);
  console.log(json ? JSON.stringify({ ok, digest, sites: comparisons }) : inWords(comparisons, digest));
  process.exitCode = ok ? 0 : 1;
} catch (error) {
  const message = error instanceof Error ? error.message : 'failed';
  console.log(args.includes('--json') ? JSON.stringify({ ok: false, error: message }) : message);
  process.exitCode = 2;
}
