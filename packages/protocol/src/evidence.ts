import { z } from 'zod';
import { base64url, digest, id, instant, jws } from './primitives.ts';
import { steps } from './rulesets.ts';

export const artefactKinds = ['recording', 'still', 'steps'] as const;

const recipient = z.string().max(120);
/**
 * A content key, or above a threshold of 1 a share of it, for one recipient of the list: opaque to the server but for
 * whom it is for and in which suite.
 */
export const wrappedKey = z.discriminatedUnion('suite', [
  z.strictObject({
    recipient,
    suite: z.literal('ECDH-ES+A256KW'),
    /** Flattened JWE, RFC 7516 section 7.2.2. */
    jwe: z.strictObject({
      protected: base64url.max(2048),
      encrypted_key: base64url.max(128),
      iv: base64url.max(64),
      ciphertext: base64url.max(128),
      tag: base64url.max(64),
      aad: base64url.max(2048),
    }),
  }),
  z.strictObject({
    recipient,
    suite: z.literal('ECDH-MLKEM1024+A256KW'),
    /** Ephemeral P-384 point, 97 bytes. */
    point: base64url.length(130),
    /** ML-KEM-1024 ciphertext, 1568 bytes. */
    kemCiphertext: base64url.length(2091),
    /** RFC 3394, 40 or 48 bytes. */
    encryptedKey: base64url.max(64),
  }),
]);
export type WrappedKey = z.infer<typeof wrappedKey>;

/** One for each recipient of the contract's list. */
export const wrappedKeys = z.array(wrappedKey).min(1).max(16);

/** Stored before the artefact's first segment, so that no ciphertext exists without its wrapped key. */
export const artefactRequest = z.strictObject({
  artefactId: id,
  attemptId: id,
  kind: z.enum(artefactKinds),
  step: z.enum(steps).nullable(),
  keyCommitment: digest,
  wrappedKeys,
});
export type ArtefactRequest = z.infer<typeof artefactRequest>;

export const segmentBytesMost = 16 * 1024 * 1024;
/** Of one attempt: an hour's call at the best quality is a tenth of it. */
export const attemptBytesMost = 16 * 1024 ** 3;
export const attemptArtefactsMost = 500;

/** Asks for a short-lived presigned PUT of one sealed segment. */
export const slotRequest = z.strictObject({
  number: z.int().min(0).max(100_000),
  bytes: z.int().min(1).max(segmentBytesMost),
  sha384: digest,
  last: z.boolean(),
});
export type SlotRequest = z.infer<typeof slotRequest>;

export const slotView = z.strictObject({
  /** null when the segment is already stored with this digest: nothing is left to do. */
  put: z
    .strictObject({ url: z.url(), headers: z.record(z.string(), z.string()), expiresAt: instant })
    .nullable(),
});
export type SlotView = z.infer<typeof slotView>;

export const manifestRequest = z.strictObject({ attemptId: id, number: z.int().min(0), jws });

/** `index.json` of the archive that `GET …/{id}/evidence` returns; the opener starts here. */
export const archiveIndex = z.strictObject({
  v: z.literal(1),
  tenantId: id,
  identificationId: id,
  /** Public JWK of the tenant's root as the platform knows it; the opener trusts only its own fingerprint. */
  rootKey: z.unknown(),
  decision: jws.nullable(),
  attempts: z.array(
    z.strictObject({
      id,
      number: z.int(),
      certificate: jws.nullable(),
      /** In force when the agent took the call; null if nobody did. */
      recipientList: jws.nullable(),
      manifests: z.array(jws),
      artefacts: z.array(
        z.strictObject({
          id,
          kind: z.enum(artefactKinds),
          step: z.enum(steps).nullable(),
          wrappedKeys: z.array(wrappedKey),
          /** Paths inside the archive, by segment number. */
          segments: z.array(z.strictObject({ number: z.int(), last: z.boolean(), path: z.string() })),
        }),
      ),
    }),
  ),
});
export type ArchiveIndex = z.infer<typeof archiveIndex>;
