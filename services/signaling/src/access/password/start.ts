import { execFile, spawn, type ChildProcess } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Judgement } from '@visavis/password-policy/judge';
import type { Logger } from '@visavis/service-kit';
import type { Config } from '../../config.ts';
import { boundedQueue } from '../bounded-queue.ts';
import type { PasswordAnswer, PasswordRequest } from './requests.ts';

/**
 * Password work, done in a process of its own. Each throws Refused `too_many_requests` when too much waits, and Error
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

type Priority = Config['passwordPriority'];

/** SCHED_IDLE runs only where nothing else wants to; a mere niceness still takes its share. */
async function commandLine(log: Logger, priority: Priority): Promise<[string, string[]]> {
  if (priority === 'normal') return [process.execPath, [program]];
  try {
    await promisify(execFile)('chrt', ['--idle', '0', 'true']);
    log.info('passwords are hashed under SCHED_IDLE');
    return ['chrt', ['--idle', '0', process.execPath, program]];
  } catch {
    log.warn(
      'chrt is missing: passwords are hashed with niceness 19, and a flood of sign-ins is felt elsewhere',
    );
    return [process.execPath, [program, 'nice']];
  }
}

/** Starts with the first request. */
export function startPasswords(log: Logger, priority: Priority): Passwords {
  const enqueue = boundedQueue(queue.running, queue.waiting);
  const waiting = new Map<number, Waiting>();
  let command: Promise<[string, string[]]> | undefined;
  let child: Promise<ChildProcess> | undefined;
  let closed = false;
  let lastId = 0;

  async function start(): Promise<ChildProcess> {
    const [file, args] = await (command ??= commandLine(log, priority));
    // no secret of the service is in its environment
    const env = { PATH: process.env.PATH };
    const started = spawn(file, args, { env, stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
    started.unref();
    started.channel?.unref();
    started.on('message', (answer: PasswordAnswer) => {
      const asked = waiting.get(answer.id);
      waiting.delete(answer.id);
      if ('value' in answer) asked?.resolve(answer.value);
      else asked?.reject(new Error('the password process failed'));
    });
    const end = () => {
      child = undefined;
      if (!closed) log.error('the password process ended');
      for (const { reject } of waiting.values()) reject(new Error('the password process ended'));
      waiting.clear();
    };
    started.once('error', end);
    started.once('exit', end);
    return started;
  }

  const ask = <Value>(work: Work): Promise<Value> =>
    enqueue(async () => {
      if (closed) throw new Error('the service is closing');
      const asked = await (child ??= start());
      const id = ++lastId;
      return new Promise<unknown>((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        asked.send({ ...work, id }, error => {
          if (!error) return;
          waiting.delete(id);
          reject(error);
        });
      }) as Promise<Value>;
    });

  return {
    hash: password => ask({ work: 'hash', password }),
    verify: (hashed, password) => ask({ work: 'verify', hashed, password }),
    judge: (password, own) => ask({ work: 'judge', password, own }),
    close: () => {
      closed = true;
      void child?.then(running => running.kill());
    },
  };
}
