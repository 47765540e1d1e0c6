import {
  ALARM,
  E2eeError,
  openAlarm,
  ROSTER_CHANGE,
  ROSTER_SEEN,
  sealAlarm,
  type AgentOptions,
  type AgreementContext,
  type AgreementResult,
  type CertifiedDevice,
  type CustomerOptions,
  type SupervisorOptions,
  type ToWorker,
  type WrapKeys,
} from '@visavis/e2ee';
import type { Participant } from '@visavis/protocol';
import { agreeAsAgent, agreeAsInitiator } from '../agreement.ts';
import { createKeyExchange, isOfAgreement, type ContextHash, type KeyExchange } from '../key-exchange.ts';
import { createAuthority } from './authority.ts';
import { createFollower, UnknownParticipant } from './follower.ts';
import { createUnintroduced } from './unintroduced.ts';
import { rosterIndex, type RosterMember } from './roster.ts';

type VerifyCertificate = (certificate: string) => Promise<CertifiedDevice>;

/** What an end brings to every key agreement of the attempt. */
export type CallEnd =
  | { role: 'customer'; options: CustomerOptions }
  | { role: 'agent'; options: AgentOptions; verifyCertificate: VerifyCertificate }
  | { role: 'supervisor'; options: SupervisorOptions };

export type PartyOptions = {
  attemptId: string;
  contextHash: ContextHash;
  end: CallEnd;
  /** Through signaling; order is kept. */
  send: (to: Participant, message: Uint8Array) => void;
  /** To the worker that holds the keys. */
  post: (message: ToWorker) => void;
  /** Agrees anew with the other end that every call has. */
  onStart: () => void;
  onAgreed: (result: AgreementResult) => void;
  onRoster: (roster: RosterMember[]) => void;
  /** That end opens this one's frames and lets them through. */
  onAwaited: () => void;
  /** That end takes this one's data messages. */
  onHeard: () => void;
  /** @param code why the call cannot go on; `told` if the other end raised it */
  onAlarm: (code: string, told: boolean) => void;
};

/** One end among those of a call: with whom it has keys, and who it says is there. */
export type Party = {
  joined: (generation: number) => void;
  peer: (participant: Participant, connected: boolean, generation: number) => void;
  receive: (from: Participant, message: Uint8Array<ArrayBuffer>) => void;
  /** Tells the other end of an alarm at this one, if there are keys to do so. */
  tell: (code: string) => void;
  close: () => void;
};

/** First and only byte of what an end says once it can open the other's frames; a hint, with nothing to protect. */
export const AWAITED = 17;
/** As `AWAITED`, for data messages. */
export const HEARD = 21;
const SENDER_KEY = 16;

/** The end whose agreement makes the call: for all but the agent that is the agent. */
export const mainPeerOf = (role: Participant): Participant => (role === 'agent' ? 'customer' : 'agent');

export function createParty(options: PartyOptions): Party {
  const { attemptId, contextHash, end, post, onAlarm } = options;
  const self = end.role;
  const main = mainPeerOf(self);
  let mainWrap: WrapKeys | undefined;
  const fail = (error: unknown) => onAlarm(codeOf(error), false);
  const roster = end.role === 'agent' ? agentRoster(options, end) : followerRoster(options, end);

  // one after another: a key for a new roster must not overtake the change to it
  let turn: Promise<void> = Promise.resolve();
  const inTurn = (work: () => Promise<void> | void) => {
    turn = turn.then(work).catch(fail);
  };

  const handle = async (from: Participant, message: Uint8Array<ArrayBuffer>) => {
    const type = message[0];
    if (type === SENDER_KEY) post({ type: 'peer-key', from: rosterIndex[from], sealed: message });
    else if (type === AWAITED && from === main) options.onAwaited();
    else if (type === HEARD && from === main) options.onHeard();
    else if (type === HEARD) return;
    else if (type === ROSTER_SEEN && from === 'customer') await roster.seen(message);
    else if (type === ROSTER_CHANGE && from === 'agent') {
      await roster.take(message);
      unintroduced.look();
    } else if (type === ALARM && from === main && mainWrap)
      onAlarm(await openAlarm(attemptId, message, mainWrap.open), true);
    else onAlarm('unexpected_message', false);
  };
  const onMessage = (from: Participant, message: Uint8Array<ArrayBuffer>) =>
    inTurn(() => handle(from, message));
  const unintroduced = createUnintroduced<Uint8Array<ArrayBuffer>>({
    isPresent: roster.has,
    deliver: onMessage,
    onUnknown: () => onAlarm('unknown_participant', false),
  });

  const exchangeWith = (other: Participant, isMain: boolean): KeyExchange =>
    createKeyExchange({
      attemptId,
      contextHash,
      start: context => startAgreement(options, other, context),
      onStart: isMain ? options.onStart : () => inTurn(roster.left),
      onAgreed: (number, result) => {
        if (isMain) {
          mainWrap = result.wrap;
          options.onAgreed(result);
        }
        inTurn(() => roster.agreed(other, number, result));
      },
      onMessage: message => onMessage(other, message),
      // a supervisor that does not prove itself is somebody else
      onFailure: code => {
        if (isMain) onAlarm(code, false);
        else if (code !== 'agreement_timed_out') onAlarm('unknown_participant', false);
      },
    });
  const exchanges = new Map([[main, exchangeWith(main, true)]]);
  if (self === 'agent') exchanges.set('supervisor', exchangeWith('supervisor', false));

  return {
    joined: generation => exchanges.forEach(exchange => exchange.joined(generation)),
    peer: (participant, connected, generation) => {
      if (participant === 'supervisor' && !connected) inTurn(roster.left);
      const exchange = exchanges.get(participant);
      if (exchange) exchange.peerJoined(generation);
      else inTurn(() => roster.came(participant, generation));
    },
    receive: (from, message) => {
      const exchange = exchanges.get(from);
      const isIntroduced = from === main || self !== 'agent' || roster.has(from);
      if (exchange && (isIntroduced || isOfAgreement(message))) exchange.receive(message);
      else if (exchange) onAlarm('unknown_participant', false);
      else if (from !== self) unintroduced.receive(from, message);
    },
    tell: code => {
      // a call goes on without its supervisor
      if (!mainWrap || self === 'supervisor') return;
      sealAlarm(attemptId, code, mainWrap.seal)
        .then(message => options.send(main, message))
        .catch(() => undefined);
    },
    close: () => {
      unintroduced.close();
      exchanges.forEach(exchange => exchange.close());
    },
  };
}

function startAgreement({ end, send }: PartyOptions, other: Participant, context: AgreementContext) {
  const toOther = (message: Uint8Array) => send(other, message);
  if (end.role !== 'agent') return agreeAsInitiator(context, end.options, toOther);
  const { options, verifyCertificate: verifySupervisor } = end;
  return agreeAsAgent(context, other === 'supervisor' ? { ...options, verifySupervisor } : options, toOther);
}

type Roster = {
  agreed: (other: Participant, number: number, result: AgreementResult) => Promise<void>;
  left: () => Promise<void>;
  take: (message: Uint8Array<ArrayBuffer>) => Promise<void>;
  seen: (message: Uint8Array<ArrayBuffer>) => Promise<void>;
  came: (participant: Participant, generation: number) => void;
  has: (participant: Participant) => boolean;
};

function agentRoster(
  { attemptId, send, post, onRoster }: PartyOptions,
  end: CallEnd & { role: 'agent' },
): Roster {
  const agentName = end.options.agent.name;
  const authority = createAuthority({ attemptId, agentName, send, post, show: onRoster });
  return {
    agreed: (other, number, result) =>
      other === 'customer' ? authority.customerAgreed(number, result) : authority.supervisorAgreed(result),
    left: authority.supervisorLeft,
    take: () => Promise.reject(new UnknownParticipant()),
    seen: authority.customerSaw,
    came: () => undefined,
    has: participant => participant === 'supervisor' && authority.hasSupervisor(),
  };
}

function followerRoster(
  { attemptId, send, post, onRoster }: PartyOptions,
  end: Exclude<CallEnd, { role: 'agent' }>,
): Roster {
  const { verifyCertificate } = end.options;
  const follower = createFollower({
    attemptId,
    self: end.role,
    verifyCertificate,
    send,
    post,
    show: onRoster,
  });
  return {
    agreed: (_other, number, result) => {
      follower.agreed(number, result);
      return Promise.resolve();
    },
    left: () => Promise.resolve(),
    take: follower.take,
    seen: () => Promise.reject(new UnknownParticipant()),
    came: follower.came,
    has: follower.has,
  };
}

const codeOf = (error: unknown): string =>
  error instanceof E2eeError || error instanceof UnknownParticipant ? error.code : 'agreement_failed';
