import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';

const holder = fileURLToPath(new URL('test/hold.mjs', import.meta.url));

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'visavis lock '));
  await writeFile(path.join(dir, 'count'), '0');
});
afterEach(() => rm(dir, { recursive: true }));

const start = (act: string) =>
  spawn(process.execPath, [holder, path.join(dir, 'lock'), act, path.join(dir, 'count')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });

const count = async () => Number(await readFile(path.join(dir, 'count'), 'utf8'));

it('lets one process in at a time', async () => {
  const ends = Array.from({ length: 6 }, () => once(start('count'), 'exit'));
  expect(await Promise.all(ends)).toEqual(Array.from({ length: 6 }, () => [0, null]));
  expect(await count()).toBe(6);
  expect(await readdir(dir)).toEqual(['count']);
});

it('takes over from a killed owner, once, and ends what that one had started', async () => {
  const owner = start('hang');
  await once(owner.stdout, 'data');
  // Its output is open for as long as its child lives.
  const childEnded = once(owner.stdout, 'close');
  const waiting = [start('count'), start('count'), start('count')];
  owner.kill('SIGKILL');
  await Promise.all(waiting.map(process_ => once(process_, 'exit')));
  expect(await count()).toBe(3);
  await childEnded;
});
