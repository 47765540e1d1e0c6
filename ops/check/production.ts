import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const project = join(import.meta.dirname, '../..');

export const manifests = globSync(
  ['package.json', '{db,ops}/package.json', '{packages,services,web}/*/package.json'],
  { cwd: project },
);

const dependencies = z.record(z.string(), z.string()).default({});
const manifest = z.object({ dependencies, devDependencies: dependencies });

/** A package of ours, by its file below the project. */
export const readManifest = (file: string): z.output<typeof manifest> =>
  manifest.parse(JSON.parse(readFileSync(join(project, file), 'utf8')));

/** Names of all that a service or page depends on itself, others' work alone. */
export const productionDependencies = (): Set<string> =>
  new Set(
    manifests
      .filter(file => !/^(package\.json|ops|packages\/(test-kit|embedded))/.test(file))
      .flatMap(file => Object.keys(readManifest(file).dependencies))
      .filter(name => !name.startsWith('@visavis/')),
  );
