import type { AgreementContext, AgreementResult } from '@visavis/e2ee';
import type { Agreement } from './agreement.ts';

/** After a reload in mid-call the agent learns anew what the call is about, while the call is prepared already. */
export type ContextHash = Uint8Array<ArrayBuffer> | Promise<Uint8Array<ArrayBuffer>>;

type KeyExchangeOptions = {
  attemptId: string;
  contextHash: ContextHash;
  /** Begins this end's part of an agreement with the other one. */
  start: (context: AgreementContext) => Agreement | Promise<Agreement>;
  /** A new agreement begins: what the one before gave is void. */
  onStart: () => void;
  onAgreed: (number: number, result: AgreementResult) => void;
  /** What is no part of an agreement, once there is one. */
  onMessage: (message: Uint8Array<ArrayBuffer>) => void;
  /** @param code of the refusal; there are no keys with this end */
  onFailure: (code: string) => void;
};

export type KeyExchange = {
  /** This end has joined for the `generation`th time. */
  joined: (generation: number) => void;
  /** The other end has; a higher generation than before means that it was reloaded. */
  peerJoined: (generation: number) => void;
  receive: (message: Uint8Array<ArrayBuffer>) => void;
  close: () => void;
};

/** Messages of an agreement have types up to this one. */
const lastAgreementType = 6;
export const isOfAgreement = (message: Uint8Array): boolean => (message[0] ?? 0) <= lastAgreementType;

const agreementMilliseconds = 15_000;
/** A server could fill the memory of an end that is not ready. */
const waitingMost = 64;

/**
 * Agrees on keys with one other end whenever both are there, and anew when one was reloaded.
 * The ends number agreements alike without asking the server to: own and peer's generation, less one.
 * Messages that come before this end is ready for them wait; those from before a reload are dropped.
 */
export function createKeyExchange(options: KeyExchangeOptions): KeyExchange {
  let generation = 0;
  let peerGeneration = 0;
  let current: { number: number; run?: Agreement; agreed: boolean } | undefined;
  let waiting: Uint8Array<ArrayBuffer>[] = [];

  const deliver = (message: Uint8Array<ArrayBuffer>) => {
    if (!isOfAgreement(message) && current?.agreed) options.onMessage(message);
    else if (isOfAgreement(message) && current?.run) current.run.receive(message);
    else if (waiting.length < waitingMost) waiting.push(message);
  };
  const deliverWaiting = () => waiting.splice(0).forEach(deliver);

  const begin = async () => {
    if (generation === 0 || peerGeneration === 0) return;
    const number = generation + peerGeneration - 1;
    if (current?.number === number) return;
    const mine: NonNullable<typeof current> = { number, agreed: false };
    current = mine;
    options.onStart();
    const { attemptId: attempt } = options;
    const contextHash = await options.contextHash;
    mine.run = await options.start({ attempt, agreementNumber: number, contextHash });
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
      generation = 0;
    },
  };
}
