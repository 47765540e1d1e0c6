import type { AgentOptions, AgreementContext, AgreementResult, CustomerOptions } from '@visavis/e2ee';
import { agreeAsAgent, agreeAsCustomer, type Agreement } from './agreement.ts';

/** What an end brings to every key agreement of the attempt. */
export type CallEnd =
  { role: 'customer'; options: CustomerOptions } | { role: 'agent'; options: AgentOptions };

/** The agent learns what the call is about only on accepting, after the call was prepared. */
export type ContextHash = Uint8Array<ArrayBuffer> | Promise<Uint8Array<ArrayBuffer>>;

type KeyExchangeOptions = {
  attemptId: string;
  contextHash: ContextHash;
  end: CallEnd;
  send: (message: Uint8Array) => Promise<void>;
  /** A new agreement begins: what the one before gave is void. */
  onStart: () => void;
  onAgreed: (number: number, result: AgreementResult) => void;
  /** The other end's sealed sender key, once there is an agreement to open it with. */
  onSenderKey: (sealed: Uint8Array<ArrayBuffer>) => void;
  /** @param code of the refusal; the call cannot go on */
  onFailure: (code: string) => void;
};

export type KeyExchange = {
  accept: () => void;
  /** This end has joined for the `generation`th time. */
  joined: (generation: number) => void;
  /** The other end has; a higher generation than before means that it was reloaded. */
  peerJoined: (generation: number) => void;
  receive: (message: Uint8Array<ArrayBuffer>) => void;
  close: () => void;
};

const senderKeyMessage = 16;
const agreementMilliseconds = 15_000;

/**
 * Agrees on keys whenever both ends are there and the attempt is accepted, and anew when an end was reloaded.
 * The ends number agreements alike without asking the server to: own and peer's generation, less one.
 * Messages that come before this end is ready for them wait; those from before a reload are dropped.
 */
export function createKeyExchange(options: KeyExchangeOptions): KeyExchange {
  let accepted = false;
  let generation = 0;
  let peerGeneration = 0;
  let current: { number: number; run?: Agreement; agreed: boolean } | undefined;
  let waiting: Uint8Array<ArrayBuffer>[] = [];

  const deliver = (message: Uint8Array<ArrayBuffer>) => {
    const isSenderKey = message[0] === senderKeyMessage;
    if (isSenderKey && current?.agreed) options.onSenderKey(message);
    else if (!isSenderKey && current?.run) current.run.receive(message);
    else waiting.push(message);
  };
  const deliverWaiting = () => waiting.splice(0).forEach(deliver);

  const begin = async () => {
    if (!accepted || generation === 0 || peerGeneration === 0) return;
    const number = generation + peerGeneration - 1;
    if (current?.number === number) return;
    const mine: NonNullable<typeof current> = { number, agreed: false };
    current = mine;
    options.onStart();
    mine.run = await start(options, number);
    deliverWaiting();
    const late = setTimeout(() => options.onFailure('agreement_timed_out'), agreementMilliseconds);
    const outcome = await mine.run.outcome;
    clearTimeout(late);
    if (current !== mine) return;
    if (!outcome.ok) {
      options.onFailure(outcome.code);
      return;
    }
    mine.agreed = true;
    options.onAgreed(number, outcome.result);
    deliverWaiting();
  };
  const tryBegin = () => void begin().catch(() => options.onFailure('agreement_failed'));

  return {
    accept: () => {
      accepted = true;
      tryBegin();
    },
    joined: value => {
      generation = value;
      tryBegin();
    },
    peerJoined: value => {
      if (value <= peerGeneration) return;
      peerGeneration = value;
      waiting = [];
      tryBegin();
    },
    receive: deliver,
    close: () => {
      current = undefined;
      accepted = false;
    },
  };
}

async function start(
  { attemptId, contextHash, end, send }: KeyExchangeOptions,
  number: number,
): Promise<Agreement> {
  const context: AgreementContext = {
    attempt: attemptId,
    agreementNumber: number,
    contextHash: await contextHash,
  };
  return end.role === 'agent'
    ? agreeAsAgent(context, end.options, send)
    : await agreeAsCustomer(context, end.options, send);
}
