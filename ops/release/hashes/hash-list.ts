import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { z } from 'zod';

/** The two origins of an installation. */
export const SITES = ['customer', 'agent'] as const;
export type SiteName = (typeof SITES)[number];

export const hashList = z.object({
  format: z.literal('visavis-release-hashes/1'),
  version: z.string(),
  files: z.array(
    z.object({
      site: z.enum(SITES),
      /** As the site serves it. */
      path: z.string().regex(/^\/[\w./-]+$/),
      /** Bytes. */
      length: z.int().nonnegative(),
      /** Of the bytes, base64. */
      sha384: z.string().length(64),
    }),
  ),
});
export type HashList = z.infer<typeof hashList>;
export type ListedFile = HashList['files'][number];

export const sha384 = (bytes: Uint8Array): string => createHash('sha384').update(bytes).digest('base64');

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Every file of the built webs, sorted by site and path. @param folders where each web was built into */
export function listFiles(version: string, folders: Record<SiteName, string>): HashList {
  const files = SITES.flatMap(site =>
    filesBelow(folders[site]).map((file): ListedFile => {
      const bytes = readFileSync(join(folders[site], file));
      return { site, path: `/${file}`, length: bytes.length, sha384: sha384(bytes) };
    }),
  );
  files.sort((a, b) => compare(a.site, b.site) || compare(a.path, b.path));
  return { format: 'visavis-release-hashes/1', version, files };
}

/** The list as it is written, byte for byte: one file a line, so that two lists can be compared by eye. */
export function writeHashList({ format, version, files }: HashList): string {
  const lines = files.map(file => `    ${JSON.stringify(file)}`).join(',\n');
  return `{\n  "format": ${JSON.stringify(format)},\n  "version": ${JSON.stringify(version)},\n  "files": [\n${lines}\n  ]\n}\n`;
}

/** SHA-384 of the written list, hexadecimal: what a release announces. */
export const digestOf = (written: string | Uint8Array): string =>
  createHash('sha384').update(written).digest('hex');
