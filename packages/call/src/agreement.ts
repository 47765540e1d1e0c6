import { startAgent, startInitiator, stepAgent, stepInitiator } from '@visavis/e2ee';
import type {
  AgentOptions,
  AgreementContext,
  AgreementResult,
  CustomerOptions,
  Step,
  SupervisorOptions,
} from '@visavis/e2ee';

/** One key agreement under way at this end. */
export type Agreement = {
  /** Takes the other end's next message; what it answers goes out through `send`. */
  receive: (message: Uint8Array) => void;
  /** The result, or the code of the refusal that ended it. Never rejects. */
  outcome: Promise<{ ok: true; result: AgreementResult } | { ok: false; code: string }>;
};

type Send = (message: Uint8Array) => Promise<void> | void;

/** The customer, or a supervisor, opens with its commitment. */
export async function agreeAsInitiator(
  context: AgreementContext,
  options: CustomerOptions | SupervisorOptions,
  send: Send,
): Promise<Agreement> {
  const { state, message } = await startInitiator(context, options);
  const agreement = drive(state, stepInitiator, send);
  await send(message);
  return agreement;
}

/** The agent waits for the other end's commitment. */
export function agreeAsAgent(context: AgreementContext, options: AgentOptions, send: Send): Agreement {
  return drive(startAgent(context, options), stepAgent, send);
}

/** Steps one after the other, in the order of arrival, until a result or a refusal. */
function drive<State>(
  initial: State,
  step: (state: State, message: Uint8Array) => Promise<Step<State>>,
  send: Send,
): Agreement {
  let state = initial;
  let ended = false;
  let turn: Promise<void> = Promise.resolve();
  const { promise: outcome, resolve } = Promise.withResolvers<Awaited<Agreement['outcome']>>();
  const end = (value: Awaited<Agreement['outcome']>) => {
    ended = true;
    resolve(value);
  };
  const take = async (message: Uint8Array) => {
    if (ended) return;
    const next = await step(state, message);
    if (!next.ok) {
      end({ ok: false, code: next.code });
      return;
    }
    state = next.state;
    // not awaited: the socket keeps the order, and the acknowledgement's round trip would only cost time
    if (next.out) Promise.resolve(send(next.out)).catch(() => end({ ok: false, code: 'failed' }));
    if (next.result) end({ ok: true, result: next.result });
  };
  return {
    receive: message => {
      turn = turn.then(() => take(message)).catch(() => end({ ok: false, code: 'failed' }));
    },
    outcome,
  };
}
