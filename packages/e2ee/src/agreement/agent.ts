import { ml_kem1024 } from '@noble/post-quantum/ml-kem.js';
import { equal, lengthPrefixed, randomBytes, type Bytes } from '../bytes.ts';
import { E2eeError } from '../errors.ts';
import type { CertifiedDevice } from '../identity/certificate.ts';
import { ECDSA_SHA384, HASH_LENGTH } from '../suite.ts';
import { ecdhSecret, exportPoint, generateEcdh } from './ephemeral.ts';
import {
  bodyOf,
  checkContext,
  decodeHelloC,
  decodeHelloS,
  encodeHelloA,
  message,
  RANDOM_LENGTH,
  splitBody,
  splitSigned,
  type AgreementContext,
  type HelloC,
  type Initiator,
} from './messages.ts';
import { resultFor, useOnce, type AgreementResult, type CertifiedSupervisor, type Step } from './result.ts';
import {
  commitTo,
  confirm,
  deriveKeys,
  hashTranscript,
  isConfirmed,
  signedHello,
  signedHelloS,
  type AgreedKeys,
} from './transcript.ts';

/** What the agent's end brings. */
export interface AgentOptions {
  /** The device's non-extractable P-384 signing key. */
  deviceKey: CryptoKey;
  /** Its certificate, as compact JWS. */
  certificate: string;
  /** The same certificate, verified. */
  agent: CertifiedDevice;
  /** Given if a supervisor starts, not the customer: verifies its certificate under the tenant's root. */
  verifySupervisor?: (certificate: string) => Promise<CertifiedDevice>;
  /** Ephemeral values, given only to reproduce test vectors. */
  ephemeral?: { ecdh: CryptoKeyPair; random: Bytes; kemMessage: Bytes };
}

interface Base {
  context: AgreementContext;
  options: AgentOptions;
}

/** Where the agent's end stands; opaque to callers. */
export type AgentState =
  | (Base & { at: 'listening' })
  | (Base & { at: 'answered'; commit: Bytes; helloA: Bytes; ecdh: CryptoKey })
  | (Base & { at: 'confirming'; keys: AgreedKeys; result: AgreementResult })
  | { at: 'done' };

const initiatorOf = ({ verifySupervisor }: AgentOptions): Initiator =>
  verifySupervisor ? 'supervisor' : 'customer';

/**
 * Makes ready for the other end's commitment.
 * @throws E2eeError `wrong_number`, `wrong_attempt`, `wrong_context`
 */
export function startAgent(context: AgreementContext, options: AgentOptions): AgentState {
  checkContext(context, initiatorOf(options));
  return { at: 'listening', context, options };
}

async function onCommit(
  state: AgentState & { at: 'listening' },
  bytes: Uint8Array,
): Promise<Step<AgentState>> {
  const { context, options } = state;
  const [commit] = splitBody(bodyOf('commit', bytes), HASH_LENGTH);
  const ecdh = options.ephemeral?.ecdh ?? (await generateEcdh());
  const helloA = encodeHelloA(context, {
    point: await exportPoint(ecdh.publicKey),
    random: options.ephemeral?.random ?? randomBytes(RANDOM_LENGTH),
    certificate: options.certificate,
  });
  const signed = signedHello(commit, helloA);
  const signature = new Uint8Array(await crypto.subtle.sign(ECDSA_SHA384, options.deviceKey, signed));
  return {
    ok: true,
    state: { at: 'answered', context, options, commit, helloA, ecdh: ecdh.privateKey },
    out: message('helloA', lengthPrefixed(helloA), signature),
  };
}

function encapsulate(kemKey: Bytes, kemMessage?: Bytes): { ciphertext: Bytes; secret: Uint8Array } {
  try {
    const { cipherText, sharedSecret } = ml_kem1024.encapsulate(kemKey, kemMessage);
    return { ciphertext: new Uint8Array(cipherText), secret: sharedSecret };
  } catch {
    throw new E2eeError('wrong_kem_key');
  }
}

interface Revealed {
  /** hello_c or hello_s. */
  helloC: Bytes;
  hello: HelloC;
  supervisor?: CertifiedSupervisor;
}

/** The hello that the commitment was made to; a supervisor's is signed by a device certified for that role (R33). */
async function readHello(state: AgentState & { at: 'answered' }, bytes: Uint8Array): Promise<Revealed> {
  const { context, options, commit, helloA } = state;
  const { verifySupervisor } = options;
  if (!verifySupervisor) {
    const helloC = bodyOf('helloC', bytes);
    if (!equal(await commitTo(helloC), commit)) throw new E2eeError('commit_mismatch');
    return { helloC, hello: decodeHelloC(helloC, context) };
  }
  const { hello: helloS, signature } = splitSigned(bodyOf('helloS', bytes));
  if (!equal(await commitTo(helloS), commit)) throw new E2eeError('commit_mismatch');
  const hello = decodeHelloS(helloS, context);
  const { certificate } = hello;
  const device = await verifySupervisor(certificate);
  if (device.role !== 'supervisor') throw new E2eeError('bad_certificate', 'not a supervisor');
  if (device.person === options.agent.person) throw new E2eeError('bad_certificate', 'the agent itself');
  const signed = signedHelloS(commit, helloA, helloS);
  if (!(await crypto.subtle.verify(ECDSA_SHA384, device.deviceKey, signature, signed)))
    throw new E2eeError('bad_signature');
  return { helloC: helloS, hello, supervisor: { certificate, device } };
}

async function onHello(state: AgentState & { at: 'answered' }, bytes: Uint8Array): Promise<Step<AgentState>> {
  const { context, options, commit, helloA } = state;
  const { helloC, hello, supervisor } = await readHello(state, bytes);
  const ecdh = await ecdhSecret(state.ecdh, hello.point);
  const { ciphertext, secret } = encapsulate(hello.kemKey, options.ephemeral?.kemMessage);
  const spoken = { commit, helloC, helloA };
  const transcript = await hashTranscript(spoken, ciphertext);
  const initiator = initiatorOf(options);
  const keys = await deriveKeys(ecdh, secret, transcript, initiator);
  const { agent } = options;
  const agreed = { initiator, keys, transcriptHash: transcript, spoken, agent, supervisor };
  const result = await resultFor('agent', agreed);
  return {
    ok: true,
    state: { at: 'confirming', context, options, keys, result },
    out: message('confirmA', ciphertext, await confirm(keys, 'agent', transcript)),
  };
}

async function onConfirmC(
  state: AgentState & { at: 'confirming' },
  bytes: Uint8Array,
): Promise<Step<AgentState>> {
  const [mac] = splitBody(bodyOf('confirmC', bytes), HASH_LENGTH);
  if (!(await isConfirmed(state.keys, initiatorOf(state.options), state.result.transcriptHash, mac)))
    throw new E2eeError('bad_mac');
  return { ok: true, state: { at: 'done' }, result: state.result };
}

/** Takes the other end's next message. A refusal ends the agreement; the caller shows an alarm. */
export function stepAgent(state: AgentState, bytes: Uint8Array): Promise<Step<AgentState>> {
  return useOnce(state, async () => {
    switch (state.at) {
      case 'listening':
        return onCommit(state, bytes);
      case 'answered':
        return onHello(state, bytes);
      case 'confirming':
        return onConfirmC(state, bytes);
      case 'done':
        throw new E2eeError('unexpected_message');
    }
  });
}
