import { readFileSync } from 'node:fs';
import process from 'node:process';
import { createLogger } from '@visavis/service-kit';
import { afterAll, expect, test } from 'vitest';
import { Refused } from '../../http/refused.ts';
import { startPasswords } from './start.ts';

const passwords = startPasswords(createLogger('signaling', 'silent'), 'idle');
afterAll(() => passwords.close());

const children = () =>
  readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').trim().split(' ').filter(Boolean);

/** sched(7): the field `policy` of proc_pid_stat(5), counted behind the name, which may hold spaces. */
const policyOf = (pid: string) => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[38];
const schedIdle = '5';

test('hashes and compares in a process that runs only where nothing else wants to', async () => {
  const before = new Set(children());
  const hashed = await passwords.hash('correct horse battery stäple');
  expect(hashed).toMatch(/^\$argon2id\$v=19\$m=65536,p=4,t=3\$/);
  expect(await passwords.verify(hashed, 'correct horse battery sta\u0308ple')).toBe(true);
  expect(await passwords.verify(hashed, 'correct horse battery staple')).toBe(false);
  expect(await passwords.verify(null, 'correct horse battery stäple')).toBe(false);
  expect(await passwords.judge('annaberger1974', ['Anna Berger'])).toMatchObject({ fault: 'too_guessable' });
  const started = children().filter(pid => !before.has(pid));
  expect(started.map(policyOf)).toEqual([schedIdle]);
});

test('lets nobody in when that process dies, and starts another', async () => {
  const hashed = await passwords.hash('one');
  const works = Promise.allSettled([1, 2].map(() => passwords.verify(hashed, 'one')));
  for (const pid of children().filter(pid => policyOf(pid) === schedIdle))
    process.kill(Number(pid), 'SIGKILL');
  expect((await works).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await passwords.verify(hashed, 'one')).toBe(true);
  expect(await passwords.verify(hashed, 'two')).toBe(false);
});

test('turns away who comes when too many wait', async () => {
  const busy = startPasswords(createLogger('signaling', 'silent'), 'normal');
  const works = Promise.allSettled(Array.from({ length: 70 }, () => busy.verify(null, 'one')));
  busy.close();
  const failed = (await works).flatMap(one => (one.status === 'rejected' ? [one.reason as unknown] : []));
  expect(failed.filter(error => error instanceof Refused)).toHaveLength(4);
});
