import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const project = join(import.meta.dirname, '../..');
const page = readFileSync(join(project, 'docs/cryptography.md'), 'utf8');
const places = [...page.matchAll(/`((?:packages|services|db|ops|web)\/[^`]+)`/g)].map(
  ([, place = '']) => place,
);

const doesCryptography =
  /from '(node:crypto|jose|argon2|otplib|shamir-secret-sharing|@noble\/[\w-]+|@simplewebauthn\/[\w-]+)|crypto\.subtle|\bsubtle\./;

test('every file that does cryptography lies in a place that docs/cryptography.md names, and no place is empty', () => {
  const files = globSync('{packages,services,db,ops,web}/**/*.{ts,tsx}', {
    cwd: project,
    exclude: name =>
      /node_modules|dist|^(test|test-kit|embedded|attack|bench|demo|start|worker|stories)$/.test(
        name.split('/').at(-1) ?? '',
      ),
  }).filter(file => !/\.test\.tsx?$/.test(file));
  expect(files.length).toBeGreaterThan(300);
  const found = files.filter(file => doesCryptography.test(readFileSync(join(project, file), 'utf8')));
  const isIn = (file: string, place: string) => file === place || file.startsWith(`${place}/`);
  expect(found.filter(file => !places.some(place => isIn(file, place)))).toEqual([]);
  expect(
    places.filter(place => !place.endsWith('.test.ts') && !files.some(file => isIn(file, place))),
  ).toEqual([]);
});
