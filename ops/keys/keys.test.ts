import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { loadRootKeyFile, readRecipientList, SUITE } from '@visavis/e2ee';
import { afterEach, beforeEach, expect, it } from 'vitest';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'visavis-keys-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function command(...args: string[]) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), ...args]);
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { code: child.exitCode, stdout: stdout.trim(), stderr };
}

it('makes a root, evidence keys of both suites, and lists that the root signed', async () => {
  const at = (name: string) => join(folder, name);
  expect((await command('root', '--tenant', 't-1', '--out', at('root.json'))).code).toBe(0);
  expect((await stat(at('root.json'))).mode & 0o077).toBe(0);
  const makes = [['one'], ['two'], ['three', '--classical']] as const;
  for (const [name, ...flags] of makes) {
    const made = await command('evidence', '--tenant', 't-1', '--out', at(`${name}.key`), ...flags);
    await writeFile(at(`${name}.json`), made.stdout);
  }
  const recipients = makes.flatMap(([name]) => ['--recipient', at(`${name}.json`)]);
  const list = ['list', '--root-key', at('root.json'), '--contract', 'c-1', ...recipients];
  const signed = await command(...list, '--version', '4', '--threshold', '2');
  const root = await loadRootKeyFile(JSON.parse(await readFile(at('root.json'), 'utf8')));
  const read = await readRecipientList(signed.stdout, root.publicKey, 't-1');
  expect(read).toMatchObject({ version: 4, threshold: 2, contract: 'c-1' });
  expect(read.recipients.map(({ suite }) => suite)).toEqual([SUITE.hybrid, SUITE.hybrid, SUITE.ecdh]);
  // no more recipients than there are can be asked for, and no file is written over
  expect(await command(...list, '--version', '5', '--threshold', '4')).toMatchObject({ code: 1, stdout: '' });
  expect(await command('root', '--tenant', 't-1', '--out', at('root.json'))).toMatchObject({ code: 1 });
  expect((await command('nonsense')).stderr).toContain('npm run keys');
});
