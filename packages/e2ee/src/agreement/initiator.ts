import { ml_kem1024 } from '@noble/post-quantum/ml-kem.js';
import { lengthPrefixed, randomBytes, wipe, type Bytes } from '../bytes.ts';
import { E2eeError } from '../errors.ts';
import type { CertifiedDevice } from '../identity/certificate.ts';
import { ECDSA_SHA384 } from '../suite.ts';
import { ecdhSecret, exportPoint, generateEcdh } from './ephemeral.ts';
import {
  bodyOf,
  checkContext,
  decodeHelloA,
  encodeHelloC,
  encodeHelloS,
  message,
  RANDOM_LENGTH,
  splitConfirmA,
  splitSigned,
  type AgreementContext,
  type HelloC,
} from './messages.ts';
import { resultFor, useOnce, type Step } from './result.ts';
import {
  commitTo,
  confirm,
  deriveKeys,
  hashTranscript,
  isConfirmed,
  signedHello,
  signedHelloS,
  type Spoken,
} from './transcript.ts';

/** What the customer's end brings. */
export interface CustomerOptions {
  /** Verifies the agent's certificate under the tenant's root; throws an E2eeError if it does not hold. */
  verifyCertificate: (certificate: string) => Promise<CertifiedDevice>;
  /** Ephemeral values, given only to reproduce test vectors. */
  ephemeral?: { ecdh: CryptoKeyPair; kemSeed: Bytes; random: Bytes };
}

/** What a supervisor's end brings. */
export interface SupervisorOptions extends CustomerOptions {
  /** The device's non-extractable P-384 signing key. */
  deviceKey: CryptoKey;
  /** Its certificate, as compact JWS. */
  certificate: string;
  /** The same certificate, verified. */
  supervisor: CertifiedDevice;
}

interface Base {
  context: AgreementContext;
  options: CustomerOptions | SupervisorOptions;
  ecdh: CryptoKey;
  kemSecret: Bytes;
  commit: Bytes;
  helloC: Bytes;
}

/** Where the starting end stands; opaque to callers. */
export type InitiatorState =
  | (Base & { at: 'committed' })
  | (Base & { at: 'revealed'; spoken: Spoken; agentPoint: Bytes; agent: CertifiedDevice })
  | { at: 'done' };

const isSupervisor = (options: Base['options']): options is SupervisorOptions => 'supervisor' in options;
const initiatorOf = (options: Base['options']) => (isSupervisor(options) ? 'supervisor' : 'customer');

/** hello_c, or hello_s for a supervisor. */
const encodeHello = (context: AgreementContext, options: Base['options'], hello: HelloC): Bytes =>
  isSupervisor(options)
    ? encodeHelloS(context, { ...hello, certificate: options.certificate })
    : encodeHelloC(context, hello);

/**
 * Begins an agreement with the agent, as the customer or as a supervisor.
 * @returns the state and message 1, the commitment
 * @throws E2eeError `wrong_number`, `wrong_attempt`, `wrong_context`
 */
export async function startInitiator(
  context: AgreementContext,
  options: CustomerOptions | SupervisorOptions,
): Promise<{ state: InitiatorState; message: Bytes }> {
  checkContext(context, initiatorOf(options));
  const ecdh = options.ephemeral?.ecdh ?? (await generateEcdh());
  const seed = options.ephemeral?.kemSeed.slice() ?? randomBytes(64);
  const kem = ml_kem1024.keygen(seed);
  wipe(seed);
  const helloC = encodeHello(context, options, {
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

/** Message 3; a supervisor's is signed, after the agent has shown who it is. */
async function revealed({ options, commit, helloC }: Base, helloA: Bytes): Promise<Bytes> {
  if (!isSupervisor(options)) return message('helloC', helloC);
  const signed = signedHelloS(commit, helloA, helloC);
  const signature = new Uint8Array(await crypto.subtle.sign(ECDSA_SHA384, options.deviceKey, signed));
  return message('helloS', lengthPrefixed(helloC), signature);
}

async function onHelloA(
  state: InitiatorState & { at: 'committed' },
  bytes: Uint8Array,
): Promise<Step<InitiatorState>> {
  const { hello: helloA, signature } = splitSigned(bodyOf('helloA', bytes));
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
    out: await revealed(state, helloA),
  };
}

async function onConfirmA(
  state: InitiatorState & { at: 'revealed' },
  bytes: Uint8Array,
): Promise<Step<InitiatorState>> {
  const [ciphertext, mac] = splitConfirmA(bodyOf('confirmA', bytes));
  const transcript = await hashTranscript(state.spoken, ciphertext);
  const ecdh = await ecdhSecret(state.ecdh, state.agentPoint);
  const { options, spoken, agent } = state;
  const initiator = initiatorOf(options);
  const kemSecret = ml_kem1024.decapsulate(ciphertext, state.kemSecret);
  const keys = await deriveKeys(ecdh, kemSecret, transcript, initiator);
  if (!(await isConfirmed(keys, 'agent', transcript, mac))) throw new E2eeError('bad_mac');
  return {
    ok: true,
    state: { at: 'done' },
    out: message('confirmC', await confirm(keys, initiator, transcript)),
    result: await resultFor('initiator', {
      initiator,
      keys,
      transcriptHash: transcript,
      spoken,
      agent,
      supervisor: isSupervisor(options)
        ? { certificate: options.certificate, device: options.supervisor }
        : undefined,
    }),
  };
}

/**
 * Takes the agent's next message. A refusal ends the agreement and overwrites its ML-KEM key; the caller shows an alarm.
 */
export function stepInitiator(state: InitiatorState, bytes: Uint8Array): Promise<Step<InitiatorState>> {
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
