import { FlattenedEncrypt, flattenedDecrypt, importJWK } from 'jose';
import { z } from 'zod';
import { equal, toBase64Url, utf8, type Bytes } from '../bytes.ts';
import { E2eeError } from '../errors.ts';
import type { EvidenceKey } from './evidence-key.ts';
import { SUITE, type Recipient } from './recipients.ts';
import { hybridFields, openHybrid, sealHybrid } from './wrap-hybrid.ts';

/** A content key, or a share of it, for one recipient, in the recipient's suite. */
export const wrappedContentKey = z.discriminatedUnion('suite', [
  z.strictObject({
    recipient: z.string(),
    suite: z.literal(SUITE.ecdh),
    /** Flattened JWE, RFC 7516 section 7.2.2. */
    jwe: z.strictObject({
      protected: z.string(),
      encrypted_key: z.string(),
      iv: z.string(),
      ciphertext: z.string(),
      tag: z.string(),
      aad: z.string(),
    }),
  }),
  z.strictObject({ recipient: z.string(), suite: z.literal(SUITE.hybrid), ...hybridFields }),
]);
export type WrappedContentKey = z.infer<typeof wrappedContentKey>;

/** Seals 32 or 40 bytes for one recipient (R51, R52). */
export async function wrapFor(recipient: Recipient, aad: Bytes, secret: Bytes): Promise<WrappedContentKey> {
  const { id, suite } = recipient;
  if (suite === SUITE.hybrid) return { recipient: id, suite, ...(await sealHybrid(recipient, aad, secret)) };
  const jwe = await new FlattenedEncrypt(secret)
    .setProtectedHeader({ alg: SUITE.ecdh, enc: 'A256GCM', kid: id })
    .setAdditionalAuthenticatedData(aad)
    .encrypt(await importJWK(recipient.publicKey, SUITE.ecdh));
  return wrappedContentKey.parse({ recipient: id, suite, jwe });
}

/**
 * Opens what is wrapped for this evidence key, in its own suite and no other.
 * @throws E2eeError `bad_content_key`, and what the libraries throw for what is not authentic
 */
export async function unwrap(wrap: WrappedContentKey, aad: Bytes, key: EvidenceKey): Promise<Bytes> {
  const { id, suite } = key.recipient;
  if (wrap.recipient !== id || wrap.suite !== suite)
    throw new E2eeError('bad_content_key', 'wrapped for another recipient');
  if (wrap.suite === SUITE.hybrid) return openHybrid(wrap, aad, key);
  if (!equal(utf8(wrap.jwe.aad), utf8(toBase64Url(aad))))
    throw new E2eeError('bad_content_key', 'of another artefact');
  const { plaintext } = await flattenedDecrypt(wrap.jwe, key.privateKey, {
    keyManagementAlgorithms: [SUITE.ecdh],
    contentEncryptionAlgorithms: ['A256GCM'],
  });
  return new Uint8Array(plaintext);
}
