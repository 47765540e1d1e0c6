import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { afterEach, expect, test } from 'vitest';

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

/** A real process with three parts, the middle one failing to close if told so. */
async function startService(failing: boolean, level = 'silent') {
  const folder = await mkdtemp(join(tmpdir(), 'lifecycle-'));
  const kit = new URL('./index.ts', import.meta.url).href;
  const file = join(folder, 'service.ts');
  await writeFile(
    file,
    `import { closeOnEnd, createLogger } from '${kit}';
     const onEnd = closeOnEnd(createLogger('example', '${level}'));
     onEnd('first', () => console.log('first'));
     onEnd('second', async () => { await new Promise(resolve => setTimeout(resolve, 50)); ${failing ? "throw new Error('no')" : "console.log('second')"}; });
     onEnd('third', () => console.log('third'));
     setInterval(() => {}, 1000);
     process.on('message', what => {
       if (what === 'reject') void Promise.reject(new TypeError('of Jane')).finally(() => setImmediate(() => process.send('goes on')));
       else throw new RangeError('of Jane');
     });
     process.send('ready');`,
  );
  const child = fork(file, { stdio: ['ignore', 'pipe', 'inherit', 'ipc'], execArgv: [] });
  let text = '';
  child.stdout?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  cleanups.push(async () => {
    child.kill('SIGKILL');
    await rm(folder, { recursive: true });
  });
  await once(child, 'message');
  // not 'close': it is never emitted once this side has disconnected
  const ended = async () => {
    await Promise.all([once(child, 'exit'), once(child.stdout as Readable, 'close')]);
    return [child.exitCode, text];
  };
  return { child, ended };
}

test('SIGTERM closes in reverse order and exits with 0', async () => {
  const { child, ended } = await startService(false);
  child.kill('SIGTERM');
  expect(await ended()).toEqual([0, 'third\nsecond\nfirst\n']);
});

test('ends the same way when the parent is gone', async () => {
  const { child, ended } = await startService(false);
  child.disconnect();
  expect(await ended()).toEqual([0, 'third\nsecond\nfirst\n']);
});

test('a failing part does not keep the others open, and shows in the exit code', async () => {
  const { child, ended } = await startService(true);
  child.kill('SIGINT');
  expect(await ended()).toEqual([1, 'third\nfirst\n']);
});

test('Ctrl-C at a launcher, which reaches the service several times, is one orderly end', async () => {
  const { child, ended } = await startService(false);
  child.kill('SIGINT');
  child.kill('SIGTERM');
  child.disconnect();
  expect(await ended()).toEqual([0, 'third\nsecond\nfirst\n']);
});

test('a rejection that nobody handled is on record and ends nothing', async () => {
  const { child, ended } = await startService(false, 'error');
  child.send('reject');
  expect(await once(child, 'message')).toContain('goes on');
  child.kill('SIGTERM');
  const [code, text] = (await ended()) as [number, string];
  expect([code, text.match(/"name":"\w+"/g)]).toEqual([0, ['"name":"TypeError"']]);
  expect(text).not.toContain('Jane');
});

test('an exception that nobody caught is on record, and the end comes in order', async () => {
  const { child, ended } = await startService(false, 'error');
  child.send('throw');
  const [code, text] = (await ended()) as [number, string];
  expect([code, text.match(/"name":"\w+"/g)]).toEqual([1, ['"name":"RangeError"']]);
  expect(text.split('\n').slice(1)).toEqual(['third', 'second', 'first', '']);
  expect(text).not.toContain('Jane');
});
