import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';

/** OWASP ASVS 5.0.0: the level of each requirement of a section, in order of their numbers. */
const levels: Record<string, string> = {
  'V1.1': '22',
  'V1.2': '1111122223',
  'V1.3': '112222222223',
  'V1.4': '222',
  'V1.5': '123',
  'V2.1': '122',
  'V2.2': '112',
  'V2.3': '12223',
  'V2.4': '23',
  'V3.1': '3',
  'V3.2': '113',
  'V3.3': '12223',
  'V3.4': '11222233',
  'V3.5': '11122333',
  'V3.6': '3',
  'V3.7': '22333',
  'V4.1': '12233',
  'V4.2': '23333',
  'V4.3': '22',
  'V4.4': '1222',
  'V5.1': '2',
  'V5.2': '112333',
  'V5.3': '113',
  'V5.4': '222',
  'V6.1': '122',
  'V6.2': '111111112222',
  'V6.3': '11223333',
  'V6.4': '112233',
  'V6.5': '22222333',
  'V6.6': '2223',
  'V6.7': '33',
  'V6.8': '2222',
  'V7.1': '222',
  'V7.2': '1111',
  'V7.3': '22',
  'V7.4': '11222',
  'V7.5': '223',
  'V7.6': '22',
  'V8.1': '1233',
  'V8.2': '1123',
  'V8.3': '133',
  'V8.4': '23',
  'V9.1': '111',
  'V9.2': '1222',
  'V10.1': '22',
  'V10.2': '223',
  'V10.3': '22223',
  'V10.4': '1111122222233333',
  'V10.5': '22222',
  'V10.6': '22',
  'V10.7': '222',
  'V11.1': '2233',
  'V11.2': '22233',
  'V11.3': '11233',
  'V11.4': '1222',
  'V11.5': '23',
  'V11.6': '23',
  'V11.7': '33',
  'V12.1': '12233',
  'V12.2': '11',
  'V12.3': '22223',
  'V13.1': '2333',
  'V13.2': '222223',
  'V13.3': '2233',
  'V13.4': '1222233',
  'V14.1': '22',
  'V14.2': '12223333',
  'V14.3': '122',
  'V15.1': '12233',
  'V15.2': '12233',
  'V15.3': '1222222',
  'V15.4': '3333',
  'V16.1': '2',
  'V16.2': '22222',
  'V16.3': '2222',
  'V16.4': '222',
  'V16.5': '2223',
  'V17.1': '23',
  'V17.2': '22223333',
  'V17.3': '22',
};
const expected = new Map<string, string>(
  Object.entries(levels).flatMap(([section, each]) =>
    each.split('').map((level, index) => [`${section}.${index + 1}`, level] as const),
  ),
);

const project = join(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(join(project, file), 'utf8');
const page = read('docs/asvs.md');

/** Cells of every line that begins with what the expression takes. */
const rowsOf = (first: RegExp): string[][] =>
  page
    .split('\n')
    .filter(line => line.startsWith('|'))
    .map(line =>
      line
        .split('|')
        .slice(1, -1)
        .map(cell => cell.trim()),
    )
    .filter(([cell = '']) => first.test(cell));
const rows = rowsOf(/^V\d/).map(([id = '', level = '', subject = '', status = '', evidence = '']) => ({
  id,
  level,
  subject,
  status,
  evidence,
}));
const statuses = ['met', 'n/a', 'open'];

/** These ask for a document. */
const asksForDocument = /^V(2|3|5|6|7|8|11|13|14|15|16)\.1\./;

const files = globSync(['*.md', 'docs/**/*.md', '{packages,services,web,db,ops}/**/*.test.{ts,tsx}'], {
  cwd: project,
  exclude: name => name.includes('node_modules'),
});
const attacks = globSync('ops/attack/**/*.ts', { cwd: project }).map(read).join('\n');
const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(read('package.json')));

const oneLine = (text: string) => text.replaceAll(/\s+/g, ' ');
const contents = new Map<string, string>();
function textOf(file: string): string {
  const text = contents.get(file) ?? oneLine(read(file));
  contents.set(file, text);
  return text;
}

type Named = { kind: 'test' | 'document' | 'command' | 'attack'; fault: string | null };

function namedFile(file: string, text: string): Named {
  const found = files.filter(one => one === file || one.endsWith(`/${file}`));
  const kind = file.endsWith('.md') ? 'document' : 'test';
  if (found.length !== 1 || found[0] === undefined)
    return { kind, fault: `${file}: ${found.length} such files` };
  return { kind, fault: textOf(found[0]).includes(oneLine(text)) ? null : `${file} has no "${text}"` };
}

/** What a cell names as evidence; other words in it are for people. */
function namedIn(evidence: string): Named[] {
  const named: Named[] = [...evidence.matchAll(/`([\w./-]+\.(?:tsx?|md)): ([^`]+)`/g)].map(
    ([, file = '', text = '']) => namedFile(file, text),
  );
  for (const [, script = ''] of evidence.matchAll(/`npm run ([\w-]+)/g))
    named.push({ kind: 'command', fault: scripts[script] === undefined ? `no script "${script}"` : null });
  for (const [, list = ''] of evidence.matchAll(/attacks? ((?:`[\w-]+`(?:, )?)+)/g))
    for (const [, name = ''] of list.matchAll(/`([\w-]+)`/g))
      named.push({
        kind: 'attack',
        fault: attacks.includes(`name: '${name}'`) ? null : `no attack "${name}"`,
      });
  return named;
}

test('docs/asvs.md has every requirement once, with its level, a subject and a status', () => {
  expect(expected.size).toBe(345);
  expect(rows.map(({ id }) => id)).toEqual([...expected.keys()]);
  for (const { id, level, subject, status, evidence } of rows) {
    expect([id, level]).toEqual([id, expected.get(id)]);
    expect([id, subject !== '', evidence !== '', statuses.includes(status)]).toEqual([id, true, true, true]);
  }
});

test('every test, document, attack and command that docs/asvs.md names is there', () => {
  const faults = rows.flatMap(({ id, evidence }) =>
    namedIn(evidence).flatMap(({ fault }) => (fault === null ? [] : [`${id}: ${fault}`])),
  );
  expect(faults).toEqual([]);
});

test('what is met is shown by a test, an attack or a command, a document only where one is asked for', () => {
  const unshown = rows.filter(
    ({ id, status, evidence }) =>
      status === 'met' &&
      !namedIn(evidence).some(({ kind }) => kind !== 'document' || asksForDocument.test(id)),
  );
  expect(unshown.map(({ id }) => id)).toEqual([]);
});

test('the table at the top counts what stands below', () => {
  const count = (level: string, status?: string) =>
    String(rows.filter(row => row.level === level && (status === undefined || row.status === status)).length);
  expect(rowsOf(/^[123]$/)).toEqual(
    ['1', '2', '3'].map(level => [level, ...statuses.map(status => count(level, status)), count(level)]),
  );
});
