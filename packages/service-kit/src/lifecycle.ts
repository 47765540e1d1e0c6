import process from 'node:process';
import type { Logger } from './logging.ts';

/** One thing to let go of at the end: `name` is for the log. */
export interface Closer {
  name: string;
  close: () => unknown;
}

/**
 * Ends a service in order: on SIGTERM, SIGINT, or when the parent that started
 * it with an IPC channel is gone, closes what was registered, last first, and
 * exits with 0 (1 if a closer failed or the time was up).
 *
 * Further signals change nothing: a terminal's Ctrl-C reaches a service itself
 * and again through its launcher, which then goes away too.
 *
 * What nothing else caught is on record by class and place. A promise that nobody waited for ends nothing; after an
 * exception nobody knows what state the process is in: it ends in the same order, with 1, to be started anew.
 *
 * @param graceMs how long closing may take, in milliseconds
 * @returns registers a closer; to be called right after each part has started
 */
export function closeOnEnd(log: Logger, graceMs = 15_000): (name: string, close: Closer['close']) => void {
  const closers: Closer[] = [];
  let ending = false;

  const end = async (reason: string, code = 0): Promise<void> => {
    if (ending) return;
    ending = true;
    log.info('closing', { reason });
    setTimeout(() => {
      log.error('closing took too long');
      process.exit(1);
    }, graceMs).unref();
    const clean = await closeAll(closers, log);
    log.info('closed', { reason });
    process.exit(clean ? code : 1);
  };

  process.on('SIGTERM', () => void end('SIGTERM'));
  process.on('SIGINT', () => void end('SIGINT'));
  process.on('unhandledRejection', error => log.error('a rejection was not handled', error));
  process.on('uncaughtException', error => {
    log.error('an exception was not caught', error);
    void end('exception', 1);
  });
  if (process.connected) process.once('disconnect', () => void end('parent_gone'));
  return (name, close) => closers.push({ name, close });
}

/** Closes in reverse order; a failing closer does not keep the others from closing. */
async function closeAll(closers: Closer[], log: Logger): Promise<boolean> {
  let clean = true;
  for (let next = closers.pop(); next !== undefined; next = closers.pop()) {
    try {
      await next.close();
    } catch (error) {
      clean = false;
      log.error('could not close', error, { event: next.name });
    }
  }
  return clean;
}
