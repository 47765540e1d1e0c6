import { z } from 'zod';
import { digest, id, instant, jws } from './primitives.ts';
import { steps } from './rulesets.ts';

export const artefactKinds = ['recording', 'still', 'steps'] as const;

/** Stored before the artefact's first segment, so that no ciphertext exists without its wrapped key. */
export const artefactRequest = z.strictObject({
  artefactId: id,
  attemptId: id,
  kind: z.enum(artefactKinds),
  step: z.enum(steps).nullable(),
  keyCommitment: digest,
  /** One flattened JWE (RFC 7516 section 7.2.2) as JSON text per recipient of the contract. */
  wrappedKeys: z
    .array(z.strictObject({ recipient: z.string().max(120), jwe: z.string().max(8192) }))
    .min(1)
    .max(32),
});
export type ArtefactRequest = z.infer<typeof artefactRequest>;

export const segmentBytesMost = 16 * 1024 * 1024;

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
  recipientList: jws,
  decision: jws.nullable(),
  attempts: z.array(
    z.strictObject({
      id,
      number: z.int(),
      certificate: jws.nullable(),
      manifests: z.array(jws),
      artefacts: z.array(
        z.strictObject({
          id,
          kind: z.enum(artefactKinds),
          step: z.enum(steps).nullable(),
          wrappedKeys: z.array(z.strictObject({ recipient: z.string(), jwe: z.string() })),
          /** Paths inside the archive, by segment number. */
          segments: z.array(z.strictObject({ number: z.int(), last: z.boolean(), path: z.string() })),
        }),
      ),
    }),
  ),
});
export type ArchiveIndex = z.infer<typeof archiveIndex>;
