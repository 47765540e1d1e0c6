import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { manifests, productionDependencies, readManifest } from './production.ts';

const project = join(import.meta.dirname, '../..');
const read = (file: string): unknown => JSON.parse(readFileSync(join(project, file), 'utf8'));

const lock = z
  .object({
    packages: z.record(
      z.string(),
      z.object({
        resolved: z.string().optional(),
        integrity: z.string().optional(),
        link: z.boolean().optional(),
        hasInstallScript: z.boolean().optional(),
      }),
    ),
  })
  .parse(read('package-lock.json'));
const foreign = Object.entries(lock.packages).filter(
  ([place, { link }]) => place.includes('node_modules/') && !link,
);
const nameOf = (place: string) => place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);
const names = new Set(foreign.map(([place]) => nameOf(place)));

test('every component is held to its hash, and to the one registry where the lock file names any', () => {
  expect(foreign.length).toBeGreaterThan(300);
  for (const [place, { resolved, integrity }] of foreign) {
    expect(integrity, place).toMatch(/^sha512-/);
    expect(new URL(resolved ?? 'https://registry.npmjs.org').origin, place).toBe(
      'https://registry.npmjs.org',
    );
  }
});

test('every version is exact, and our own names come from these folders alone', () => {
  for (const file of manifests) {
    const { dependencies, devDependencies } = readManifest(file);
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies }))
      expect([name, version]).toEqual([
        name,
        expect.stringMatching(/^(npm:typescript@)?\d+\.\d+\.\d+(-[\w.]+)?$/),
      ]);
  }
  expect([...names].filter(name => name.startsWith('@visavis/'))).toEqual([]);
});

test('no component can do what docs/asvs.md says nothing here does', () => {
  const absent =
    /ldap|xpath|graphql|latex|saml|passport-(?!local$|strategy$)|openid|oauth|memcache|jndi|handlebars|mustache|ejs$|pug$|markdown|marked$|dompurify|tinymce|quill|jsonp|multer|busboy|sharp$|imagemagick|twilio|vonage|web-push|js-yaml/;
  expect([...names].filter(name => absent.test(name))).toEqual([]);
});

test('docs/components.md names every component that a service or page depends on', () => {
  const page = readFileSync(join(project, 'docs/components.md'), 'utf8');
  expect([...productionDependencies()].filter(name => !page.includes(`\`${name}\``))).toEqual([]);
});
