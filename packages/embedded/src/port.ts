import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartError, type SupervisedProcess } from './process.ts';

/** Below the ports from which systems give connections theirs: those are taken and left again all the time. */
const range = { from: 10_000, to: 32_000 };

/**
 * A TCP port of 127.0.0.1 that was free a moment ago. Someone else may take it before its user does:
 * whoever cannot bind port 0 itself tries again with another.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(range.from, range.to);
    if (await isFree(port)) return port;
  }
}

/** A port that is free together with the one after it: customer and console listen side by side. */
export async function twoFreePorts(): Promise<number> {
  for (;;) {
    const port = await freePort();
    if (await isFree(port + 1)) return port;
  }
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(false);
      else reject(error);
    });
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });

const START_WITHIN_MS = 60_000;
const RETRY_MS = 200;

/**
 * Starts a server on the wanted port, or on any (0), and tries again for a minute while `passing` matches
 * what it said when it failed: someone took the port first, or the one before it is not quite gone.
 */
export const startOnAPort = async (
  wanted: number,
  passing: RegExp,
  start: (port: number) => Promise<SupervisedProcess>,
): Promise<{ port: number; server: SupervisedProcess }> => {
  const deadline = Date.now() + START_WITHIN_MS;
  for (;;) {
    const port = wanted === 0 ? await freePort() : wanted;
    try {
      return { port, server: await start(port) };
    } catch (error) {
      if (!(error instanceof StartError) || !passing.test(error.output) || Date.now() > deadline) throw error;
      await sleep(RETRY_MS);
    }
  }
};
