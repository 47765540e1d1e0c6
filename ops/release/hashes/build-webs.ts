import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { z } from 'zod';
import { listFiles, type HashList, type SiteName } from './hash-list.ts';

const project = resolve(import.meta.dirname, '../../..');

type BuiltWebs = Record<SiteName, string>;

/** Where the builds of both webs lie: `<folder>/<web>/dist`, as in `web/` itself. */
export const builtWebsIn = (folder: string): BuiltWebs => ({
  customer: join(folder, 'customer', 'dist'),
  agent: join(folder, 'agent', 'dist'),
});

/** Builds both webs from the sources as they are. @param into a folder that may be overwritten */
export async function buildWebs(into: string): Promise<BuiltWebs> {
  const built = builtWebsIn(into);
  for (const [web, outDir] of Object.entries(built)) {
    const root = join(project, 'web', web);
    await build({
      root,
      configFile: join(root, 'vite.config.ts'),
      logLevel: 'error',
      build: { outDir, emptyOutDir: true },
    });
  }
  return built;
}

/** The hash list of both builds, under the version of the project. */
export function listWebs(built: BuiltWebs): HashList {
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')));
  return listFiles(version, built);
}
