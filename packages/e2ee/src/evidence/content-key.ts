import { FlattenedEncrypt, flattenedDecrypt, errors, importJWK } from 'jose';
import { z } from 'zod';
import {
  concat,
  equal,
  fromBase64Url,
  lengthPrefixed,
  randomBytes,
  toBase64Url,
  utf8,
  wipe,
  type Bytes,
} from '../bytes.ts';
import { E2eeError } from '../errors.ts';
import { label, sha384 } from '../suite.ts';
import type { EvidenceKey } from './evidence-key.ts';
import type { Recipient } from './recipients.ts';
import { encodeContext, type ArtefactContext } from './segment.ts';

/** A content key for one recipient: a flattened JWE (RFC 7516 section 7.2.2). */
export const wrappedContentKey = z.strictObject({
  recipient: z.string(),
  jwe: z.strictObject({
    protected: z.string(),
    encrypted_key: z.string(),
    iv: z.string(),
    ciphertext: z.string(),
    tag: z.string(),
    aad: z.string(),
  }),
});
export type WrappedContentKey = z.infer<typeof wrappedContentKey>;

/** An artefact's own key, with what is stored of it. */
export interface ContentKey {
  /** AES-256-GCM, not extractable. */
  key: CryptoKey;
  wrapped: WrappedContentKey[];
  /** SHA-384 over context and key, base64url; goes into the manifest (R27). */
  commitment: string;
}

const aad = (context: ArtefactContext, recipient: string): Bytes =>
  concat(label('content key'), encodeContext(context), lengthPrefixed(utf8(recipient)));

const commitmentTo = (context: ArtefactContext, raw: Bytes): Promise<Bytes> =>
  sha384(concat(label('content key'), encodeContext(context), lengthPrefixed(raw)));

const importContentKey = (raw: Bytes, usages: KeyUsage[]): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', raw, { name: 'AES-GCM' }, false, usages);

async function wrapFor(
  recipient: Recipient,
  context: ArtefactContext,
  raw: Bytes,
): Promise<WrappedContentKey> {
  const jwe = await new FlattenedEncrypt(raw)
    .setProtectedHeader({ alg: 'ECDH-ES+A256KW', enc: 'A256GCM', kid: recipient.id })
    .setAdditionalAuthenticatedData(aad(context, recipient.id))
    .encrypt(await importJWK(recipient.publicKey, 'ECDH-ES+A256KW'));
  return wrappedContentKey.parse({ recipient: recipient.id, jwe });
}

/**
 * A fresh random content key for one artefact, or one start of a recorder, wrapped for each recipient of a verified list.
 * The wraps are to be stored before the first segment.
 * @throws E2eeError `bad_recipient_list` if there is nobody to wrap it for
 */
export async function createContentKey(
  context: ArtefactContext,
  recipients: readonly Recipient[],
): Promise<ContentKey> {
  if (recipients.length === 0) throw new E2eeError('bad_recipient_list', 'no recipients');
  const raw = randomBytes(32);
  const wrapped = await Promise.all(recipients.map(recipient => wrapFor(recipient, context, raw)));
  const commitment = toBase64Url(await commitmentTo(context, raw));
  const key = await importContentKey(raw, ['encrypt']);
  wipe(raw);
  return { key, wrapped, commitment };
}

/**
 * Opens a content key with one's evidence key, and compares it with the manifest's commitment.
 * @throws E2eeError `bad_content_key`
 */
export async function openContentKey(
  wrapped: WrappedContentKey,
  context: ArtefactContext,
  commitment: string,
  evidenceKey: EvidenceKey,
): Promise<CryptoKey> {
  const { id } = evidenceKey.recipient;
  if (wrapped.recipient !== id) throw new E2eeError('bad_content_key', 'wrapped for another recipient');
  if (!equal(utf8(wrapped.jwe.aad), utf8(toBase64Url(aad(context, id)))))
    throw new E2eeError('bad_content_key', 'of another artefact');
  try {
    const { plaintext } = await flattenedDecrypt(wrapped.jwe, evidenceKey.privateKey, {
      keyManagementAlgorithms: ['ECDH-ES+A256KW'],
      contentEncryptionAlgorithms: ['A256GCM'],
    });
    const raw = new Uint8Array(plaintext);
    if (!equal(await commitmentTo(context, raw), fromBase64Url(commitment)))
      throw new E2eeError('bad_content_key', 'not the key of the manifest');
    const key = await importContentKey(raw, ['decrypt']);
    wipe(raw, plaintext);
    return key;
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof TypeError || error instanceof DOMException)
      throw new E2eeError('bad_content_key', 'does not open');
    throw error;
  }
}
