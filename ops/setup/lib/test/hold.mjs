// Takes the lock argv[2] and, in it, does one of:
//   count FILE   adds one to the number in FILE, by reading and writing
//   hang         starts a child that says so on standard output, and never ends
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { withLock } from '../lock.mjs';

const [lockDir, act, file] = process.argv.slice(2);

await withLock(lockDir, async () => {
  if (act === 'hang') {
    const child = spawn(process.execPath, ['-e', 'console.log(1); setInterval(() => {}, 1e6)'], {
      stdio: ['ignore', 'inherit', 'inherit'],
      detached: true,
    });
    await new Promise(resolve => child.on('close', resolve));
  }
  const count = Number(readFileSync(file, 'utf8'));
  await sleep(5);
  writeFileSync(file, String(count + 1));
});
