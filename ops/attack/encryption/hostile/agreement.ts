/**
 * The attacker's own half of a key agreement, written from the specification on Node's crypto: it is bound by no check of
 * the product's code.
 */
import {
  createECDH,
  createHash,
  createHmac,
  createPublicKey,
  decapsulate,
  encapsulate,
  generateKeyPairSync,
  hkdfSync,
  randomBytes,
  type ECDH,
  type KeyObject,
} from 'node:crypto';
import type { AgreementContext, WrapKeys } from '@visavis/e2ee';

const uint32 = (value: number): Buffer => {
  const out = Buffer.alloc(4);
  out.writeUInt32BE(value);
  return out;
};
/** `lp(x)` of the specification. */
export const lp = (...parts: Uint8Array[]): Buffer =>
  Buffer.concat(parts.flatMap(part => [uint32(part.length), part]));
const text = (value: string): Buffer => Buffer.from(value, 'utf8');
/** `label(use) ‖ lp(part)…` */
export const labelled = (use: string, ...parts: Uint8Array[]): Buffer =>
  Buffer.concat([lp(text(`visavis e2ee v1 ${use}`)), lp(...parts)]);
const sha384 = (bytes: Uint8Array): Buffer => createHash('sha384').update(bytes).digest();

export const commitTo = (helloC: Uint8Array): Buffer => sha384(labelled('commit', helloC));

type Role = 'customer' | 'agent';
export interface HeadChanges {
  version?: number;
  role?: number;
}

const head = (role: Role, context: AgreementContext, changes: HeadChanges): Buffer =>
  Buffer.concat([
    Buffer.of(changes.version ?? 1, changes.role ?? { customer: 1, agent: 2 }[role]),
    lp(text(context.attempt)),
    Buffer.of(context.agreementNumber),
    context.contextHash,
  ]);

/** Everything said between two ends, as one of them sees it. */
export interface Spoken {
  commit: Uint8Array;
  helloC: Uint8Array;
  helloA: Uint8Array;
}

/** The six digits. */
export const codeOf = ({ commit, helloC, helloA }: Spoken): string =>
  digitsOf(sha384(labelled('code', commit, helloC, helloA)));
export const digitsOf = (hash: Buffer): string =>
  (hash.readBigUInt64BE() % 1_000_000n).toString().padStart(6, '0');

/** What the attacker shares with an end it has agreed with. */
export interface Secrets {
  mac: (role: Role) => Buffer;
  /** As the media session of the attacker's own end takes them. */
  wrap: (own: Role) => Promise<WrapKeys>;
}

export function deriveSecrets(
  ecdh: Uint8Array,
  kem: Uint8Array,
  spoken: Spoken,
  ciphertext: Uint8Array,
): Secrets {
  const transcript = sha384(labelled('transcript', spoken.commit, spoken.helloC, spoken.helloA, ciphertext));
  const secret = Buffer.concat([ecdh, kem]);
  const derive = (use: string, length: number): Buffer =>
    Buffer.from(hkdfSync('sha384', secret, transcript, labelled(use, transcript), length));
  const load = (use: string): Promise<CryptoKey> =>
    crypto.subtle.importKey('raw', Uint8Array.from(derive(use, 32)), { name: 'AES-GCM' }, false, [
      'encrypt',
      'decrypt',
    ]);
  return {
    mac: role =>
      createHmac('sha384', derive(`mac ${role}`, 48))
        .update(labelled(`mac ${role}`, transcript))
        .digest(),
    wrap: async own => ({
      seal: await load(`wrap ${own}`),
      open: await load(`wrap ${own === 'agent' ? 'customer' : 'agent'}`),
    }),
  };
}

const kemHeader = Buffer.from('30820632300b06096086480165030404030382062100', 'hex');
const rawKemKey = (key: KeyObject): Buffer =>
  key.export({ type: 'spki', format: 'der' }).subarray(kemHeader.length);
const kemKeyOf = (raw: Uint8Array): KeyObject =>
  createPublicKey({ key: Buffer.concat([kemHeader, raw]), format: 'der', type: 'spki' });

/** Length of the 32 random bytes that end hello_c. */
export const RANDOM_LENGTH = 32;

/** An attacker that passes for the customer: no certificate is asked of it. */
export interface HostileCustomer {
  helloC: Buffer;
  commit: Buffer;
  /** Finishes against what the agent answered. */
  finish: (
    helloA: Uint8Array,
    confirmA: Uint8Array,
    said?: Partial<Spoken>,
  ) => { secrets: Secrets; confirmC: Buffer };
}

export function hostileCustomer(context: AgreementContext, changes: HeadChanges = {}): HostileCustomer {
  const ecdh = createECDH('secp384r1');
  const point = ecdh.generateKeys();
  const kem = generateKeyPairSync('ml-kem-1024');
  const helloC = Buffer.concat([
    head('customer', context, changes),
    point,
    rawKemKey(kem.publicKey),
    randomBytes(RANDOM_LENGTH),
  ]);
  const commit = commitTo(helloC);
  return {
    helloC,
    commit,
    finish: (helloA, confirmA, said = {}) => {
      const spoken = { commit, helloC, helloA, ...said };
      const ciphertext = confirmA.subarray(1, 1 + 1568);
      const shared = decapsulate(kem.privateKey, ciphertext);
      const secrets = deriveSecrets(ecdh.computeSecret(pointOf(helloA, context)), shared, spoken, ciphertext);
      return { secrets, confirmC: Buffer.concat([Buffer.of(5), secrets.mac('customer')]) };
    },
  };
}

/** An attacker that passes for the agent, with whatever certificate and signing key it has. */
export interface HostileAgent {
  helloA: Buffer;
  /** Message 2, signed over the commitment. */
  answer: (commit: Uint8Array) => Promise<Buffer>;
  finish: (commit: Uint8Array, helloC: Uint8Array) => { secrets: Secrets; confirmA: Buffer };
}

export function hostileAgent(
  context: AgreementContext,
  certificate: string,
  deviceKey: CryptoKey,
  changes: HeadChanges = {},
): HostileAgent {
  const ecdh: ECDH = createECDH('secp384r1');
  const point = ecdh.generateKeys();
  const helloA = Buffer.concat([
    head('agent', context, changes),
    point,
    randomBytes(RANDOM_LENGTH),
    lp(text(certificate)),
  ]);
  return {
    helloA,
    answer: async commit => {
      const signed = Uint8Array.from(labelled('hello', commit, helloA));
      const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-384' }, deviceKey, signed);
      return Buffer.concat([Buffer.of(2), lp(helloA), new Uint8Array(signature)]);
    },
    finish: (commit, helloC) => {
      const at = pointAt(context);
      const { ciphertext, sharedKey } = encapsulate(kemKeyOf(helloC.subarray(at + 97, at + 97 + 1568)));
      const spoken = { commit, helloC, helloA };
      const secrets = deriveSecrets(
        ecdh.computeSecret(helloC.subarray(at, at + 97)),
        sharedKey,
        spoken,
        ciphertext,
      );
      return { secrets, confirmA: Buffer.concat([Buffer.of(4), ciphertext, secrets.mac('agent')]) };
    },
  };
}

/** Where the point of a hello begins: after version, role, attempt, number and context. */
const pointAt = ({ attempt }: AgreementContext): number => 2 + 4 + Buffer.byteLength(attempt) + 1 + 48;
const pointOf = (hello: Uint8Array, context: AgreementContext): Uint8Array =>
  hello.subarray(pointAt(context), pointAt(context) + 97);

/** hello_a of message 2. */
export const helloAOf = (message: Uint8Array): Buffer => {
  const bytes = Buffer.from(message);
  return bytes.subarray(5, 5 + bytes.readUInt32BE(1));
};
