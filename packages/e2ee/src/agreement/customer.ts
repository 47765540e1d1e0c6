import { ml_kem1024 } from '@noble/post-quantum/ml-kem.js';
import { randomBytes, wipe, type Bytes } from '../bytes.ts';
import { E2eeError } from '../errors.ts';
import type { CertifiedDevice } from '../identity/certificate.ts';
import { ECDSA_SHA384 } from '../suite.ts';
import { ecdhSecret, exportPoint, generateEcdh } from './ephemeral.ts';
import {
  bodyOf,
  checkContext,
  decodeHelloA,
  encodeHelloC,
  message,
  RANDOM_LENGTH,
  splitConfirmA,
  splitHelloA,
  type AgreementContext,
} from './messages.ts';
import { resultFor, useOnce, type Step } from './result.ts';
import {
  commitTo,
  confirm,
  deriveKeys,
  hashTranscript,
  isConfirmed,
  signedHello,
  type Spoken,
} from './transcript.ts';

/** What the customer's end brings. */
export interface CustomerOptions {
  /** Verifies the agent's certificate under the tenant's root; throws an E2eeError if it does not hold. */
  verifyCertificate: (certificate: string) => Promise<CertifiedDevice>;
  /** Ephemeral values, given only to reproduce test vectors. */
  ephemeral?: { ecdh: CryptoKeyPair; kemSeed: Bytes; random: Bytes };
}

interface Base {
  context: AgreementContext;
  options: CustomerOptions;
  ecdh: CryptoKey;
  kemSecret: Bytes;
  commit: Bytes;
  helloC: Bytes;
}

/** Where the customer's end stands; opaque to callers. */
export type CustomerState =
  | (Base & { at: 'committed' })
  | (Base & { at: 'revealed'; spoken: Spoken; agentPoint: Bytes; agent: CertifiedDevice })
  | { at: 'done' };

/**
 * Begins an agreement.
 * @returns the state and message 1, the commitment
 * @throws E2eeError `wrong_number`, `wrong_attempt`, `wrong_context`
 */
export async function startCustomer(
  context: AgreementContext,
  options: CustomerOptions,
): Promise<{ state: CustomerState; message: Bytes }> {
  checkContext(context);
  const ecdh = options.ephemeral?.ecdh ?? (await generateEcdh());
  const seed = options.ephemeral?.kemSeed.slice() ?? randomBytes(64);
  const kem = ml_kem1024.keygen(seed);
  wipe(seed);
  const helloC = encodeHelloC(context, {
    point: await exportPoint(ecdh.publicKey),
    kemKey: new Uint8Array(kem.publicKey),
    random: options.ephemeral?.random ?? randomBytes(RANDOM_LENGTH),
  });
  const commit = await commitTo(helloC);
  const kemSecret = kem.secretKey as Bytes;
  const state = {
    at: 'committed',
    context,
    options,
    ecdh: ecdh.privateKey,
    kemSecret,
    commit,
    helloC,
  } as const;
  return { state, message: message('commit', commit) };
}

async function onHelloA(
  state: CustomerState & { at: 'committed' },
  bytes: Uint8Array,
): Promise<Step<CustomerState>> {
  const { hello: helloA, signature } = splitHelloA(bodyOf('helloA', bytes));
  const hello = decodeHelloA(helloA, state.context);
  const agent = await state.options.verifyCertificate(hello.certificate);
  if (agent.role !== 'agent') throw new E2eeError('bad_certificate', 'not an agent');
  const signed = signedHello(state.commit, helloA);
  if (!(await crypto.subtle.verify(ECDSA_SHA384, agent.deviceKey, signature, signed)))
    throw new E2eeError('bad_signature');
  const spoken: Spoken = { commit: state.commit, helloC: state.helloC, helloA };
  return {
    ok: true,
    state: { ...state, at: 'revealed', spoken, agentPoint: hello.point, agent },
    out: message('helloC', state.helloC),
  };
}

async function onConfirmA(
  state: CustomerState & { at: 'revealed' },
  bytes: Uint8Array,
): Promise<Step<CustomerState>> {
  const [ciphertext, mac] = splitConfirmA(bodyOf('confirmA', bytes));
  const transcript = await hashTranscript(state.spoken, ciphertext);
  const ecdh = await ecdhSecret(state.ecdh, state.agentPoint);
  const keys = await deriveKeys(ecdh, ml_kem1024.decapsulate(ciphertext, state.kemSecret), transcript);
  if (!(await isConfirmed(keys, 'agent', transcript, mac))) throw new E2eeError('bad_mac');
  return {
    ok: true,
    state: { at: 'done' },
    out: message('confirmC', await confirm(keys, 'customer', transcript)),
    result: await resultFor('customer', keys, transcript, state.spoken, state.agent),
  };
}

/**
 * Takes the agent's next message. A refusal ends the agreement and overwrites its ML-KEM key; the caller shows an alarm.
 */
export function stepCustomer(state: CustomerState, bytes: Uint8Array): Promise<Step<CustomerState>> {
  return useOnce(state, async () => {
    if (state.at === 'done') throw new E2eeError('unexpected_message');
    let goesOn = false;
    try {
      const step = await (state.at === 'committed' ? onHelloA(state, bytes) : onConfirmA(state, bytes));
      goesOn = step.ok && step.state.at !== 'done';
      return step;
    } finally {
      if (!goesOn) wipe(state.kemSecret);
    }
  });
}
