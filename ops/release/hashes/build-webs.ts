import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { z } from 'zod';
import { listFiles, type HashList } from './hash-list.ts';

const project = resolve(import.meta.dirname, '../../..');

/** Builds both webs from the sources as they are. @param into a folder that may be overwritten */
export async function buildWebs(into: string): Promise<HashList> {
  const folders = { customer: join(into, 'customer', 'dist'), agent: join(into, 'agent', 'dist') };
  for (const [web, outDir] of Object.entries(folders)) {
    const root = join(project, 'web', web);
    await build({
      root,
      configFile: join(root, 'vite.config.ts'),
      logLevel: 'error',
      build: { outDir, emptyOutDir: true },
    });
  }
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')));
  return listFiles(version, folders);
}
