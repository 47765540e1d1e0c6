import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { eachLine } from './lines.ts';
import { StartError, superviseProcess, type ProcessOptions } from './process.ts';

const node = (script: string): Pick<ProcessOptions, 'name' | 'command' | 'args' | 'env' | 'log'> => ({
  name: 'part',
  command: process.execPath,
  args: ['-e', script],
  env: {},
  log: () => undefined,
});

const STAY = `console.log('ready'); setInterval(() => {}, 1000)`;

/** A zombie, which only waits for its parent to look, is not alive. */
const isAlive = (pid: number): boolean => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return !stat.slice(stat.lastIndexOf(')')).startsWith(') Z');
  } catch {
    return false;
  }
};

const gone = async (pid: number): Promise<void> => {
  while (isAlive(pid)) await new Promise(resolve => setTimeout(resolve, 10));
};

test('a process that is killed starts again, and the log says why', async () => {
  const lines: string[] = [];
  const pids: number[] = [];
  let startedAgain: () => void;
  const again = new Promise<void>(resolve => (startedAgain = resolve));
  const supervised = await superviseProcess({
    ...node(STAY),
    log: line => lines.push(line),
    ready: line => line === 'ready',
    restart: true,
    onStart: pid => {
      pids.push(pid);
      if (pids.length === 2) startedAgain();
    },
  });
  process.kill(supervised.pid, 'SIGKILL');
  await again;
  expect(supervised.pid).toBe(pids[1]);
  expect(pids[1]).not.toBe(pids[0]);
  expect(lines).toContain('part: ended unexpectedly (signal SIGKILL)');
  await supervised.stop();
  expect(pids.filter(isAlive)).toEqual([]);
  expect(pids).toHaveLength(2);
});

test('a process that ends before it is ready is an error with what it said', async () => {
  const start = superviseProcess({
    ...node(`console.error('no such folder'); process.exitCode = 3`),
    ready: () => false,
    restart: true,
  });
  await expect(start).rejects.toThrow(StartError);
  await expect(start).rejects.toThrow(/exit code 3[^]*no such folder/);
});

test('a program that is not there is an error', async () => {
  await expect(
    superviseProcess({ ...node(''), command: '/no/such/program', ready: () => false, restart: false }),
  ).rejects.toThrow(StartError);
});

test('a process that does not mind SIGTERM is killed, with its children', async () => {
  let child = 0;
  const supervised = await superviseProcess({
    ...node(`process.on('SIGTERM', () => {});
      const child = require('child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
      console.log('child ' + child.pid); setInterval(() => {}, 1000)`),
    ready: line => {
      child = Number(/^child (\d+)$/.exec(line)?.[1]);
      return true;
    },
    restart: true,
    stopWithinMs: 100,
  });
  expect(isAlive(child)).toBe(true);
  await supervised.stop();
  expect(isAlive(supervised.pid)).toBe(false);
  await gone(child);
});

test('nothing is left when the launcher is killed', async () => {
  const module = fileURLToPath(new URL('./process.ts', import.meta.url));
  const script = `
    const { superviseProcess } = await import(${JSON.stringify(module)});
    const part = await superviseProcess({
      name: 'part', command: process.execPath, args: ['-e', ${JSON.stringify(STAY)}], env: {}, log: () => {},
      ready: (line) => line === 'ready', restart: true });
    console.log(part.pid);`;
  const launcher = spawn(process.execPath, ['--input-type=module', '-e', script]);
  onTestFinished(() => void launcher.kill('SIGKILL'));
  const pid = await new Promise<number>(resolve => eachLine(launcher.stdout, line => resolve(Number(line))));
  expect(isAlive(pid)).toBe(true);
  launcher.kill('SIGKILL');
  await once(launcher, 'exit');
  await gone(pid);
});
