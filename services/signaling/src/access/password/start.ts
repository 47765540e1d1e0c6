import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { setPriority } from 'node:os';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Judgement } from '@visavis/password-policy/judge';
import { keptMemory, type Logger } from '@visavis/service-kit';
import type { Config } from '../../config.ts';
import { Refused } from '../../http/refused.ts';
import { boundedQueue } from '../bounded-queue.ts';
import type { PasswordAnswer, PasswordRequest } from './requests.ts';

/**
 * Password work, done in a process of its own. Each throws Refused `too_many_requests` when too much or it waits too long, and Error
 * when that process ended meanwhile: then nobody is let in. The next request starts another.
 */
export type Passwords = {
  /** In PHC string format. */
  hash: (password: string) => Promise<string>;
  /** The same work with and without a hash to compare with. */
  verify: (hashed: string | null, password: string) => Promise<boolean>;
  /** @param own what belongs to the person: name, e-mail address, organisation */
  judge: (password: string, own: string[]) => Promise<Judgement>;
  close: () => void;
};

type Work = PasswordRequest extends infer Request
  ? Request extends unknown
    ? Omit<Request, 'id'>
    : never
  : never;
type Waiting = { resolve: (value: unknown) => void; reject: (error: Error) => void };

const program = fileURLToPath(new URL('./process.ts', import.meta.url));

/** Two hashes fill two cores; who comes 65th is turned away. */
const queue = { running: 2, waiting: 64 };

/** Whoever waits longer is turned away: on a machine without a free moment nobody gets in, and calls go on. */
const patienceMs = 30_000;

type Priority = Config['passwordPriority'];

/**
 * Puts a whole process behind everything else. SCHED_IDLE runs only where nothing else wants to; a mere niceness still
 * takes its share.
 */
async function yieldToOthers(pid: number, log: Logger): Promise<void> {
  try {
    await promisify(execFile)('chrt', ['--idle', '--all-tasks', '--pid', '0', String(pid)]);
    log.info('passwords are hashed under SCHED_IDLE');
  } catch {
    const tasks = `/proc/${pid}/task`;
    // niceness belongs to a thread; elsewhere than on Linux to the process
    for (const task of existsSync(tasks) ? readdirSync(tasks) : [pid]) setPriority(Number(task), 19);
    log.warn('chrt failed: passwords are hashed with niceness 19, and a flood of sign-ins is felt elsewhere');
  }
}

/** Starts the process. It yields once it is up: under SCHED_IDLE the loading alone might take for ever. */
async function startProcess(log: Logger, priority: Priority): Promise<ChildProcess> {
  // no secret of the service is in its environment
  const { PATH, NODE_COMPILE_CACHE } = process.env;
  const child = spawn(process.execPath, [program], {
    env: { PATH, ...keptMemory, ...(NODE_COMPILE_CACHE === undefined ? {} : { NODE_COMPILE_CACHE }) },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  child.unref();
  child.channel?.unref();
  await new Promise((resolve, reject) => {
    child.once('message', resolve);
    child.once('error', reject);
    child.once('exit', () => reject(new Error('the password process did not start')));
  });
  if (priority === 'idle' && child.pid !== undefined) await yieldToOthers(child.pid, log);
  return child;
}

/** The work itself goes on, and keeps its place in the queue: memory is bounded by it. */
const inTime = <T>(work: Promise<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Refused('too_many_requests')), patienceMs);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });

/** Starts with the first request. */
export function startPasswords(log: Logger, priority: Priority): Passwords {
  const enqueue = boundedQueue(queue.running, queue.waiting);
  const waiting = new Map<number, Waiting>();
  let child: Promise<ChildProcess> | undefined;
  let closed = false;
  let lastId = 0;

  const end = () => {
    child = undefined;
    if (!closed) log.error('the password process ended');
    for (const { reject } of waiting.values()) reject(new Error('the password process ended'));
    waiting.clear();
  };

  async function start(): Promise<ChildProcess> {
    const started = await startProcess(log, priority);
    started.on('message', (answer: PasswordAnswer) => {
      const asked = waiting.get(answer.id);
      waiting.delete(answer.id);
      if ('value' in answer) asked?.resolve(answer.value);
      else asked?.reject(new Error('the password process failed'));
    });
    if (closed) started.kill();
    if (started.exitCode !== null || started.signalCode !== null)
      throw new Error('the password process ended');
    started.once('exit', end);
    return started;
  }

  const ask = <Value>(work: Work): Promise<Value> =>
    inTime(
      enqueue(async () => {
        if (closed) throw new Error('the service is closing');
        const asked = await (child ??= start().catch((error: unknown) => {
          child = undefined;
          throw error;
        }));
        const id = ++lastId;
        return new Promise<unknown>((resolve, reject) => {
          waiting.set(id, { resolve, reject });
          asked.send({ ...work, id }, error => {
            if (!error) return;
            waiting.delete(id);
            reject(error);
          });
        }) as Promise<Value>;
      }),
    );

  return {
    hash: password => ask({ work: 'hash', password }),
    verify: (hashed, password) => ask({ work: 'verify', hashed, password }),
    judge: (password, own) => ask({ work: 'judge', password, own }),
    close: () => {
      closed = true;
      child?.then(
        running => running.kill(),
        () => undefined,
      );
    },
  };
}
