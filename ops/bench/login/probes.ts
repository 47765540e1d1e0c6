import { ask, type BenchCall } from './call.ts';

/** Milliseconds each took. */
export type Latencies = { requests: number[]; events: number[] };

const requestEveryMs = 20;
/** A connection may send 25 events a second. */
const eventEveryMs = 100;

/** Does one thing after another at a fixed pace, whether the one before is done or not, and waits for all. */
async function atPace(
  everyMs: number,
  milliseconds: number,
  work: () => Promise<unknown>,
): Promise<number[]> {
  const took: number[] = [];
  const running: Promise<void>[] = [];
  const start = performance.now();
  for (let due = start; due < start + milliseconds; due += everyMs) {
    await new Promise(resolve => setTimeout(resolve, Math.max(0, due - performance.now())));
    const began = performance.now();
    running.push(work().then(() => void took.push(performance.now() - began)));
  }
  await Promise.all(running);
  return took;
}

/**
 * Beside whatever else goes on: a signed-in console's request, which asks the database twice; and in the call, in turns, a
 * message from the agent's end until the customer's end has it, and ICE credentials, which the SFU gives
 * (again and again the same, so that probes do not wait for each other).
 */
export function startProbes(agentUrl: string, call: BenchCall) {
  const { agent, customer, attemptId, cookie } = call;
  const arrivals = new Map<string, () => void>();
  customer.on('call:relay', ({ payload }: { payload: string }) => arrivals.get(payload)?.());
  let number = 0;

  const request = async () => {
    const answer = await fetch(`${agentUrl}/api/console/session`, { headers: { cookie } });
    await answer.arrayBuffer();
    if (answer.status !== 200) throw new Error(`a request was refused: ${answer.status}`);
  };
  const event = async () => {
    number += 1;
    if (number % 2 === 0) {
      await ask(agent, 'call:restart_ice', { attemptId, direction: 'send', number: 1 });
      return;
    }
    const payload = Buffer.from(String(number)).toString('base64url');
    const arrived = new Promise<void>(resolve => arrivals.set(payload, resolve));
    await ask(agent, 'call:relay', { attemptId, to: 'customer', payload });
    await arrived;
    arrivals.delete(payload);
  };
  return async (milliseconds: number): Promise<Latencies> => {
    const [requests, events] = await Promise.all([
      atPace(requestEveryMs, milliseconds, request),
      atPace(eventEveryMs, milliseconds, event),
    ]);
    return { requests, events };
  };
}
