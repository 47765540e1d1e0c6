import { ml_kem1024 } from '@noble/post-quantum/ml-kem.js';
import { z } from 'zod';
import { concat, fromBase64Url, fromUtf8, toBase64Url, uint, utf8, wipe, type Bytes } from '../bytes.ts';
import { E2eeError } from '../errors.ts';
import { publicJwk, thumbprint, type PublicJwk } from '../identity/keys.ts';
import { sign, verify } from '../identity/signed.ts';
import { ECDH, labelledHash, sha384 } from '../suite.ts';

/** How a content key is wrapped for a recipient: P-384 alone, or P-384 together with ML-KEM-1024. */
export const SUITE = { ecdh: 'ECDH-ES+A256KW', hybrid: 'ECDH-MLKEM1024+A256KW' } as const;
export type RecipientSuite = (typeof SUITE)[keyof typeof SUITE];

/** An ML-KEM-1024 encapsulation key, 1568 bytes. */
const kemKey = z.string().regex(/^[A-Za-z0-9_-]{2091}$/);

const recipientSchema = z.discriminatedUnion('suite', [
  z.strictObject({ suite: z.literal(SUITE.ecdh), id: z.string(), publicKey: publicJwk }),
  z.strictObject({ suite: z.literal(SUITE.hybrid), id: z.string(), publicKey: publicJwk, kemKey }),
]);
/** Someone who can open evidence; `id` names the public keys (`recipientId`). */
export type Recipient = z.infer<typeof recipientSchema>;

/** A list as JWS stays below what every border takes. */
const recipientsMost = 16;

const recipientListSchema = z
  .strictObject({
    v: z.literal(1),
    tenant: z.string().min(1),
    contract: z.string().min(1),
    /** Rises with every change. */
    version: z.int().min(1),
    /** Seconds since 1970; nothing is sealed for it from then on. What was sealed before still opens. */
    expires: z.int(),
    /** How many recipients must come together to open evidence. */
    threshold: z.int().min(1),
    recipients: z.array(recipientSchema).min(1).max(recipientsMost),
  })
  .refine(({ threshold, recipients }) => threshold <= recipients.length)
  .refine(({ recipients }) => areDistinct(recipients));
/** Whom a contract's content keys are wrapped for. */
export type RecipientList = z.infer<typeof recipientListSchema>;

/** Which list: its version and the SHA-384 of its compact text, base64url. Manifests name it. */
export const recipientListHead = z.strictObject({
  version: z.int().min(1),
  sha384: z.string().regex(/^[A-Za-z0-9_-]{64}$/),
});
export type RecipientListHead = z.infer<typeof recipientListHead>;

/** A list whose signature was verified; only such a one can be sealed for. */
export interface VerifiedRecipientList extends RecipientList {
  sha384: string;
}

/** What one's own end expects of a list. */
export interface RecipientListExpectation {
  tenant: string;
  contract: string;
  /** Seconds since 1970. */
  now: number;
  /** The highest version this end has seen, 0 if none: kept on the device, not asked of the server. */
  seenVersion: number;
}

/** No key twice: one holder of two places would count as two. */
function areDistinct(recipients: readonly Recipient[]): boolean {
  const keys = recipients.flatMap(recipient => [
    recipient.id,
    recipient.publicKey.x,
    ...(recipient.suite === SUITE.hybrid ? [recipient.kemKey] : []),
  ]);
  return new Set(keys).size === keys.length;
}

/** The uncompressed point of a public key, 97 bytes. */
export const pointOf = ({ x, y }: PublicJwk): Bytes => concat(uint(4, 1), fromBase64Url(x), fromBase64Url(y));

type RecipientKeys =
  | { suite: typeof SUITE.ecdh; publicKey: PublicJwk }
  | { suite: typeof SUITE.hybrid; publicKey: PublicJwk; kemKey: string };

/** The name of a recipient: the JWK thumbprint, or for a hybrid one a hash over both public keys (R50). */
export async function recipientId(keys: RecipientKeys): Promise<string> {
  if (keys.suite === SUITE.ecdh) return thumbprint(keys.publicKey);
  const { publicKey, kemKey: encoded } = keys;
  return toBase64Url(await labelledHash('recipient', pointOf(publicKey), fromBase64Url(encoded)));
}

/** A point of the curve and an encapsulation key that passes FIPS 203 section 7.2, under the name that is theirs. */
async function isSound(recipient: Recipient): Promise<boolean> {
  try {
    if ((await recipientId(recipient)) !== recipient.id) return false;
    await crypto.subtle.importKey('jwk', recipient.publicKey, ECDH, false, []);
    if (recipient.suite === SUITE.hybrid)
      wipe(ml_kem1024.encapsulate(fromBase64Url(recipient.kemKey)).sharedSecret);
    return true;
  } catch {
    return false;
  }
}

async function refuseUnsound({ recipients }: RecipientList): Promise<void> {
  for (const recipient of recipients)
    if (!(await isSound(recipient)))
      throw new E2eeError('bad_recipient_list', 'a recipient without a sound key, or under another name');
}

/**
 * Signs a recipient list with the tenant's root. A change is a new list with a higher version.
 * @param list `threshold` is 1 unless given
 * @throws E2eeError `bad_recipient_list` if a threshold, key or name in it cannot stand
 */
export async function signRecipientList(
  list: Omit<RecipientList, 'v' | 'threshold'> & { threshold?: number },
  rootPrivateKey: CryptoKey,
): Promise<string> {
  const parsed = recipientListSchema.safeParse({ v: 1, threshold: 1, ...list });
  if (!parsed.success) throw new E2eeError('bad_recipient_list', 'threshold or recipients cannot stand');
  await refuseUnsound(parsed.data);
  return sign('visavis-recipients', parsed.data, rootPrivateKey);
}

/**
 * Verifies a recipient list to open what was sealed for it: signature, tenant and keys, whatever its age.
 * @throws E2eeError `bad_recipient_list`
 */
export async function readRecipientList(
  jws: string,
  root: CryptoKey,
  tenant: string,
): Promise<VerifiedRecipientList> {
  const list = await verify('visavis-recipients', recipientListSchema, jws, root, 'bad_recipient_list');
  if (list.tenant !== tenant) throw new E2eeError('bad_recipient_list', 'of another tenant');
  await refuseUnsound(list);
  return { ...list, sha384: toBase64Url(await sha384(utf8(jws))) };
}

/**
 * Verifies a recipient list to seal for it (R28). Without a valid one nothing may be recorded.
 * @throws E2eeError `bad_recipient_list`, `recipient_list_expired`, `recipient_list_superseded`
 */
export async function verifyRecipientList(
  jws: string,
  root: CryptoKey,
  expected: RecipientListExpectation,
): Promise<VerifiedRecipientList> {
  const list = await readRecipientList(jws, root, expected.tenant);
  if (list.contract !== expected.contract) throw new E2eeError('bad_recipient_list', 'of another contract');
  if (expected.now >= list.expires) throw new E2eeError('recipient_list_expired');
  if (list.version < expected.seenVersion) throw new E2eeError('recipient_list_superseded');
  return list;
}

/** What a list says before anybody has verified it, null if nothing readable. Trust nothing in it. */
export async function claimedRecipientList(jws: string): Promise<VerifiedRecipientList | null> {
  try {
    const payload: unknown = JSON.parse(fromUtf8(fromBase64Url(jws.split('.')[1] ?? '')));
    return { ...recipientListSchema.parse(payload), sha384: toBase64Url(await sha384(utf8(jws))) };
  } catch {
    return null;
  }
}
