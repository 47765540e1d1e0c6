import { readdirSync, readFileSync } from 'node:fs';
import process from 'node:process';
import { createLogger } from '@visavis/service-kit';
import { afterAll, expect, test } from 'vitest';
import { Refused } from '../../http/refused.ts';
import { startPasswords } from './start.ts';

const silent = createLogger('signaling', 'silent');
const passwords = startPasswords(silent, 'normal');
afterAll(() => passwords.close());

const children = () =>
  readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').trim().split(' ').filter(Boolean);

/** Of every thread, sched(7): the field `policy` of proc_pid_stat(5), counted behind the name, which may hold spaces. */
const policiesOf = (pid: string) =>
  readdirSync(`/proc/${pid}/task`).map(
    task => readFileSync(`/proc/${pid}/task/${task}/stat`, 'utf8').split(') ')[1]?.split(' ')[38],
  );
const schedIdle = '5';

test('hashes, compares and judges in a process of its own', async () => {
  const hashed = await passwords.hash('correct horse battery stäple');
  expect(hashed).toMatch(/^\$argon2id\$v=19\$m=65536,p=4,t=3\$/);
  expect(await passwords.verify(hashed, 'correct horse battery sta\u0308ple')).toBe(true);
  expect(await passwords.verify(hashed, 'correct horse battery staple')).toBe(false);
  for (const other of [
    'Correct horse battery stäple',
    'correct horse battery stäple ',
    'correct horse battery stäpl',
  ])
    expect(await passwords.verify(hashed, other)).toBe(false);
  const long = 'n'.repeat(255);
  expect(await passwords.verify(await passwords.hash(`${long}1`), `${long}2`)).toBe(false);
  expect(await passwords.verify(null, 'correct horse battery stäple')).toBe(false);
  expect(await passwords.judge('annaberger1974', ['Anna Berger'])).toMatchObject({ fault: 'too_guessable' });
});

/** Of a process so far: pages that it had to be given, `minflt` of proc_pid_stat(5). */
const faultsOf = (pid: string) =>
  Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[7]);

test('which knows nothing of the service and keeps its memory', async () => {
  process.env.SESSION_SECRET = 'not for that process';
  const before = new Set(children());
  const other = startPasswords(silent, 'normal');
  const hashes = (count: number) => Promise.all(Array.from({ length: count }, () => other.hash('one')));
  await hashes(4);
  delete process.env.SESSION_SECRET;
  const [pid = ''] = children().filter(child => !before.has(child));
  const faults = faultsOf(pid);
  await hashes(4);
  // 64 MiB are 16,384 pages
  expect((faultsOf(pid) - faults) / 4).toBeLessThan(4000);
  const environment = readFileSync(`/proc/${pid}/environ`, 'utf8');
  expect(environment).toContain('PATH=');
  expect(environment).not.toContain('not for that process');
  other.close();
});

test('whose every thread runs only where nothing else wants to', async () => {
  const before = new Set(children());
  let said: (line: string) => void = () => undefined;
  const yielded = new Promise<string>(resolve => (said = resolve));
  const idle = startPasswords({ ...silent, info: said, warn: said }, 'idle');
  const hashing = Promise.allSettled([idle.hash('one')]);
  expect(await yielded).toBe('passwords are hashed under SCHED_IDLE');
  const policies = children()
    .filter(pid => !before.has(pid))
    .flatMap(policiesOf);
  expect(new Set(policies)).toEqual(new Set([schedIdle]));
  // on a busy machine the hash might take for ever
  idle.close();
  await hashing;
});

test('lets nobody in when that process dies, and starts another', async () => {
  const hashed = await passwords.hash('one');
  const works = Promise.allSettled([1, 2].map(() => passwords.verify(hashed, 'one')));
  for (const pid of children()) process.kill(Number(pid), 'SIGKILL');
  expect((await works).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await passwords.verify(hashed, 'one')).toBe(true);
  expect(await passwords.verify(hashed, 'two')).toBe(false);
});

test('turns away who comes when too many wait', async () => {
  const busy = startPasswords(silent, 'normal');
  const works = Promise.allSettled(Array.from({ length: 70 }, () => busy.verify(null, 'one')));
  busy.close();
  const failed = (await works).flatMap(one => (one.status === 'rejected' ? [one.reason as unknown] : []));
  expect(failed.filter(error => error instanceof Refused)).toHaveLength(4);
});
