import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { twoFreePorts } from '@visavis/embedded';
import { keptMemory } from '@visavis/service-kit';
import { startEmbeddedStack } from '../../start/embedded-stack.ts';
import { readStartOptions } from '../../start/options.ts';
import { openCall } from './call.ts';
import { flood } from './flood.ts';
import { makePeople, takeTurns } from './people.ts';
import { startProbes, type Latencies } from './probes.ts';

export type LoginCost = {
  /** A second, of each round. */
  signIns: number[];
  hashes: number[];
  /** With the memory of the service's password process. */
  hashesInKeptMemory: number[];
  idle: Latencies;
  saturated: Latencies;
};

const alone = fileURLToPath(new URL('./argon2-alone.ts', import.meta.url));

async function argon2Alone(milliseconds: number, variables: Record<string, string> = {}): Promise<number> {
  const env = { ...process.env, ...variables };
  const { stdout } = await promisify(execFile)(process.execPath, [alone, String(milliseconds)], { env });
  return Number(stdout);
}

const add = (to: Latencies, { requests, events }: Latencies): void => {
  to.requests.push(...requests);
  to.events.push(...events);
};

/**
 * The whole embedded stack, with a call under way. Rounds of five: probes while nothing else goes on, argon2 alone
 * twice, sign-ins alone, and probes while sign-ins go on. On loopback.
 */
export async function measureLogin(
  rounds: number,
  milliseconds: number,
  progress: (line: string) => void,
): Promise<LoginCost> {
  const folder = mkdtempSync(join(tmpdir(), 'visavis-bench-'));
  const port = await twoFreePorts();
  const options = readStartOptions({ PORT: String(port), DATA_DIR: join(folder, 'data') }, []);
  const running = await startEmbeddedStack(options, { log: () => undefined });
  try {
    const { agentUrl } = running.ready;
    progress('login: making people');
    const turn = takeTurns([...(await makePeople(running.stack)), ...(await makePeople(running.stack))]);
    const call = await openCall(running);
    try {
      const probe = startProbes(agentUrl, call);
      const cost: LoginCost = {
        signIns: [],
        hashes: [],
        hashesInKeptMemory: [],
        idle: { requests: [], events: [] },
        saturated: { requests: [], events: [] },
      };
      // everything is loaded once before it counts
      await Promise.all([flood(agentUrl, turn, 500), probe(500)]);
      for (let round = 1; round <= rounds; round++) {
        progress(`login: round ${round} of ${rounds}`);
        add(cost.idle, await probe(milliseconds));
        cost.hashes.push(await argon2Alone(milliseconds));
        cost.hashesInKeptMemory.push(await argon2Alone(milliseconds, keptMemory));
        cost.signIns.push(await flood(agentUrl, turn, milliseconds));
        const [latencies] = await Promise.all([probe(milliseconds), flood(agentUrl, turn, milliseconds)]);
        add(cost.saturated, latencies);
      }
      return cost;
    } finally {
      call.close();
    }
  } finally {
    await running.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
