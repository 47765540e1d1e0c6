import { spawn, type ChildProcess } from 'node:child_process';
import { endWithParent, type Command } from './guard.ts';
import { createTail, eachLine, type Log } from './lines.ts';

export interface ProcessOptions {
  /** Stands before each of its log lines. */
  name: string;
  command: string;
  args: string[];
  /** The whole environment of the process; nothing is inherited. */
  env: NodeJS.ProcessEnv;
  cwd?: string;
  log: Log;
  /** True for the line of output by which the process says that it is ready. Left out: ready once spawned. */
  ready?: (line: string) => boolean;
  readyWithinMs?: number;
  /** Start it again when it ends although nobody stopped it (only after it was ready once). */
  restart: boolean;
  /** Runs before every start, for example to clear what a crash left. */
  beforeStart?: () => Promise<void>;
  /** After every start, with the new process id: `ready.json` names it. */
  onStart?: (pid: number) => void;
  /** After an end that nobody asked for. */
  onCrash?: (reason: string) => void;
  stopSignal?: 'SIGTERM' | 'SIGINT';
  /** Milliseconds between the stop signal and SIGKILL. */
  stopWithinMs?: number;
  /** What the kernel sends when we are killed ourselves: QUIT only where it is as certain as KILL. */
  orphanSignal?: 'KILL' | 'QUIT';
}

export interface SupervisedProcess {
  readonly pid: number;
  /** Ends it and resolves when it is gone; it is not started again. May be called twice. */
  stop: () => Promise<void>;
}

/** A process that ended, or stayed silent, before it was ready. `output` is the end of what it said. */
export class StartError extends Error {
  readonly output: string;
  constructor(name: string, reason: string, output: string) {
    super(`${name} did not start: ${reason}${output === '' ? '' : `\n${output}`}`);
    this.name = 'StartError';
    this.output = output;
  }
}

const FIRST_DELAY_MS = 200;
const LONGEST_DELAY_MS = 10_000;
/** After this long without a crash the next one counts as the first again. */
const STEADY_MS = 60_000;

interface Run {
  child: ChildProcess;
  pid: number;
  /** Resolves with the reason when the process is gone. */
  ended: Promise<string>;
}

const launch = (options: ProcessOptions, onLine: Log): Promise<Run> => {
  const wrapped = endWithParent(options.orphanSignal ?? 'KILL', [
    options.command,
    ...options.args,
  ] as Command);
  const [program, ...args] = wrapped;
  // A session of its own: Ctrl-C in the terminal reaches the launcher alone, which stops its parts in order.
  const child = spawn(program, args, {
    cwd: options.cwd,
    env: options.env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  eachLine(child.stdout, onLine);
  eachLine(child.stderr, onLine);
  const ended = new Promise<string>(resolve => {
    child.once('close', (code, signal) => {
      killGroup(child.pid);
      resolve(signal === null ? `exit code ${code ?? 0}` : `signal ${signal}`);
    });
  });
  return new Promise((resolve, reject) => {
    child.once('error', error => reject(new StartError(options.name, error.message, '')));
    child.once('spawn', () => resolve({ child, pid: child.pid ?? 0, ended }));
  });
};

/** Ends what a process left behind in its group. */
const killGroup = (pid: number | undefined): void => {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // The group is empty, which is what we want.
  }
};

const startOnce = async (options: ProcessOptions): Promise<Run> => {
  await options.beforeStart?.();
  const tail = createTail();
  let announceReady: () => void;
  const ready = new Promise<'ready'>(resolve => (announceReady = () => resolve('ready')));
  const run = await launch(options, line => {
    tail.add(line);
    options.log(`${options.name}: ${line}`);
    if (options.ready?.(line) === true) announceReady();
  });
  if (options.ready === undefined) return run;
  const within = options.readyWithinMs ?? 60_000;
  const timer = new AbortController();
  const silent = new Promise<string>(resolve => {
    const timeout = setTimeout(() => resolve(`not ready within ${within / 1000} s`), within);
    timer.signal.addEventListener('abort', () => clearTimeout(timeout));
  });
  const outcome = await Promise.race([ready, run.ended, silent]);
  timer.abort();
  if (outcome === 'ready') return run;
  killGroup(run.pid);
  await run.ended;
  throw new StartError(options.name, outcome, tail.text());
};

/**
 * Starts a process, waits until it is ready, and keeps it running: one that crashes is started again after
 * 0.2 s, then twice that, up to 10 s, and the log says why. However this process ends, the child ends too.
 *
 * @throws StartError when the first start fails; later failures are logged and tried again.
 */
export const superviseProcess = async (options: ProcessOptions): Promise<SupervisedProcess> => {
  const stopping = new AbortController();
  const isStopping = (): boolean => stopping.signal.aborted;
  let run = await startOnce(options);
  let startedAt = Date.now();
  options.onStart?.(run.pid);

  const restart = async (delay: number): Promise<void> => {
    options.log(`${options.name}: starting again in ${delay / 1000} s`);
    await pause(delay, stopping.signal);
    if (isStopping()) return;
    try {
      run = await startOnce(options);
      startedAt = Date.now();
      options.onStart?.(run.pid);
      if (isStopping()) await endRun(run, options);
    } catch (error) {
      options.log(`${options.name}: ${error instanceof Error ? error.message : String(error)}`);
      await restart(Math.min(delay * 2, LONGEST_DELAY_MS));
    }
  };

  const watch = async (delay: number): Promise<void> => {
    const reason = await run.ended;
    if (isStopping()) return;
    options.log(`${options.name}: ended unexpectedly (${reason})`);
    options.onCrash?.(reason);
    if (!options.restart) return;
    const next = Date.now() - startedAt > STEADY_MS ? FIRST_DELAY_MS : delay;
    await restart(next);
    if (!isStopping()) await watch(Math.min(next * 2, LONGEST_DELAY_MS));
  };
  const watching = watch(FIRST_DELAY_MS);

  return {
    get pid() {
      return run.pid;
    },
    stop: async () => {
      stopping.abort();
      await endRun(run, options);
      await watching;
    },
  };
};

const endRun = async (run: Run, options: ProcessOptions): Promise<void> => {
  run.child.kill(options.stopSignal ?? 'SIGTERM');
  const limit = options.stopWithinMs ?? 10_000;
  const timeout = setTimeout(() => {
    options.log(`${options.name}: still running ${limit / 1000} s after being told to stop, killing it`);
    run.child.kill('SIGKILL');
    killGroup(run.pid);
  }, limit);
  await run.ended;
  clearTimeout(timeout);
};

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise(resolve => {
    const timeout = setTimeout(resolve, ms);
    const cut = (): void => {
      clearTimeout(timeout);
      resolve();
    };
    signal.addEventListener('abort', cut, { once: true });
  });
