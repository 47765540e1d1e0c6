import type { Bytes } from '../bytes.ts';
import { E2eeError, type E2eeCode } from '../errors.ts';
import type { CertifiedDevice } from '../identity/certificate.ts';
import { keyOf, securityCode, type AgreedKeys, type Spoken } from './transcript.ts';
import type { Initiator } from './messages.ts';

/** The two directions' wrapping keys: what this end seals with and what it opens with. */
export interface WrapKeys {
  seal: CryptoKey;
  open: CryptoKey;
}

/** A supervisor's certificate as it was sent, and what it says. */
export interface CertifiedSupervisor {
  /** Compact JWS. */
  certificate: string;
  device: CertifiedDevice;
}

/** What an end has when the other's confirmation was right. */
export interface AgreementResult {
  transcriptHash: Bytes;
  /** Six decimal digits. */
  securityCode: string;
  wrap: WrapKeys;
  /** Who the agent is by its certificate; at the agent's end its own. */
  agent: CertifiedDevice;
  /** Who the supervisor is by its certificate, if one started; at the supervisor's end its own. */
  supervisor?: CertifiedSupervisor;
}

/** A step either goes on, with what to send and, at the end, the result, or refuses and ends the agreement. */
export type Step<State> =
  | { ok: true; state: State; out?: Bytes; result?: AgreementResult }
  | { ok: false; code: E2eeCode; detail: string };

interface Agreed {
  initiator: Initiator;
  keys: AgreedKeys;
  transcriptHash: Bytes;
  spoken: Spoken;
  agent: CertifiedDevice;
  supervisor?: CertifiedSupervisor | undefined;
}

/** The result as one side sees it. */
export async function resultFor(
  side: 'agent' | 'initiator',
  { initiator, keys, transcriptHash, spoken, agent, supervisor }: Agreed,
): Promise<AgreementResult> {
  const [own, other] = side === 'agent' ? (['agent', initiator] as const) : ([initiator, 'agent'] as const);
  return {
    transcriptHash,
    securityCode: await securityCode(spoken),
    wrap: { seal: keyOf(keys.wrap, own), open: keyOf(keys.wrap, other) },
    agent,
    ...(supervisor ? { supervisor } : {}),
  };
}

const spent = new WeakSet<object>();

/** Runs a step on a state that nobody has used before (R10); refusals come back as values, other errors are thrown. */
export async function useOnce<State extends object>(
  state: State,
  work: () => Promise<Step<State>>,
): Promise<Step<State>> {
  if (spent.has(state)) return { ok: false, code: 'state_spent', detail: 'this state was used before' };
  spent.add(state);
  try {
    return await work();
  } catch (error) {
    if (error instanceof E2eeError) return { ok: false, code: error.code, detail: error.message };
    throw error;
  }
}
