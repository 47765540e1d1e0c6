import { ml_kem1024 } from '@noble/post-quantum/ml-kem.js';
import { z } from 'zod';
import { fromBase64Url, randomBytes, toBase64Url, wipe, type Bytes } from '../bytes.ts';
import { E2eeError } from '../errors.ts';
import { privateJwk, toPrivateJwk, toPublicJwk, type PrivateJwk } from '../identity/keys.ts';
import { ECDH } from '../suite.ts';
import { recipientId, SUITE, type Recipient, type RecipientSuite } from './recipients.ts';

const common = {
  kind: z.literal('visavis-evidence-key'),
  v: z.literal(1),
  tenant: z.string().min(1),
  id: z.string(),
  createdAt: z.iso.datetime(),
  privateKey: privateJwk,
};
const evidenceKeyFile = z.discriminatedUnion('suite', [
  z.strictObject({ ...common, suite: z.literal(SUITE.ecdh) }),
  z.strictObject({
    ...common,
    suite: z.literal(SUITE.hybrid),
    /** d ‖ z of FIPS 203 section 7.1, 64 bytes. */
    kemSeed: z.string().regex(/^[A-Za-z0-9_-]{86}$/),
  }),
]);
/** The JSON file a tenant keeps; whoever has it, or as many of them as the list asks for, can open the evidence. */
export type EvidenceKeyFile = z.infer<typeof evidenceKeyFile>;

/** An evidence key, loaded. */
export interface EvidenceKey {
  tenant: string;
  /** ECDH on P-384, not extractable. */
  privateKey: CryptoKey;
  /** ML-KEM-1024 decapsulation key of a hybrid one. */
  kemSecret?: Bytes;
  /** What goes into recipient lists. */
  recipient: Recipient;
}

const KEM_SEED_LENGTH = 64;

/** Makes an evidence key as a key file; hybrid unless asked otherwise. */
export async function generateEvidenceKeyFile(
  tenant: string,
  createdAt: Date,
  suite: RecipientSuite = SUITE.hybrid,
): Promise<EvidenceKeyFile> {
  const pair = await crypto.subtle.generateKey(ECDH, true, ['deriveBits']);
  const privateKey = toPrivateJwk(await crypto.subtle.exportKey('jwk', pair.privateKey));
  const about = { kind: 'visavis-evidence-key', v: 1, tenant, createdAt: createdAt.toISOString() } as const;
  if (suite === SUITE.ecdh) {
    const { id } = await recipientOf(privateKey);
    return { ...about, suite, id, privateKey };
  }
  const seed = randomBytes(KEM_SEED_LENGTH);
  const kemSeed = toBase64Url(seed);
  const { publicKey, secretKey } = ml_kem1024.keygen(seed);
  const { id } = await recipientOf(privateKey, publicKey);
  wipe(seed, secretKey);
  return { ...about, suite, id, privateKey, kemSeed };
}

/** What a list says of an evidence key. */
async function recipientOf(privateKey: PrivateJwk, kemKey?: Uint8Array): Promise<Recipient> {
  const publicKey = toPublicJwk(privateKey);
  const keys = kemKey
    ? { suite: SUITE.hybrid, publicKey, kemKey: toBase64Url(kemKey) }
    : { suite: SUITE.ecdh, publicKey };
  return { ...keys, id: await recipientId(keys) };
}

function loadKem(file: EvidenceKeyFile): { publicKey?: Uint8Array; kemSecret?: Bytes } {
  if (file.suite !== SUITE.hybrid) return {};
  const seed = fromBase64Url(file.kemSeed);
  const { publicKey, secretKey } = ml_kem1024.keygen(seed);
  wipe(seed);
  return { publicKey, kemSecret: new Uint8Array(secretKey) };
}

/**
 * Loads an evidence key file (its parsed JSON).
 * @throws E2eeError `bad_key_file`
 */
export async function loadEvidenceKeyFile(json: unknown): Promise<EvidenceKey> {
  const parsed = evidenceKeyFile.safeParse(json);
  if (!parsed.success) throw new E2eeError('bad_key_file', 'not an evidence key file');
  const file = parsed.data;
  try {
    const { publicKey, ...kem } = loadKem(file);
    const recipient = await recipientOf(file.privateKey, publicKey);
    if (recipient.id !== file.id) throw new E2eeError('bad_key_file', 'id of another key');
    const privateKey = await crypto.subtle.importKey('jwk', file.privateKey, ECDH, false, ['deriveBits']);
    return { tenant: file.tenant, privateKey, recipient, ...kem };
  } catch (error) {
    if (error instanceof E2eeError && error.code === 'bad_key_file') throw error;
    throw new E2eeError('bad_key_file', 'keys that are none');
  }
}
