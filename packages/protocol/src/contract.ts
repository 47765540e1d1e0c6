import { z } from 'zod';
import { base64url, digest, id, instant, jws, localized, publicJwk } from './primitives.ts';
import { wrappedKeys } from './evidence.ts';
import { rulesetIds } from './rulesets.ts';

export const retentionDaysDefault = 60;
export const retentionDays = z.int().min(1).max(3650);

export const contractView = z.strictObject({
  id,
  name: z.string(),
  purpose: localized,
  ruleset: z.strictObject({ id: z.enum(rulesetIds), version: z.int() }),
  retentionDays,
  purgeOnAcknowledge: z.boolean(),
  /** Calls go only to agents who have signed in with a passkey. */
  passkeyRequired: z.boolean(),
  status: z.enum(['draft', 'live']),
  recipientList: jws.nullable(),
  liveAt: instant.nullable(),
});
export type ContractView = z.infer<typeof contractView>;

export const passkeyDemand = z.strictObject({ required: z.boolean() });

/** `PATCH /api/console/contracts/{id}/retention`. Shortening moves what exists; lengthening only what comes after. */
export const retentionChange = z.strictObject({ days: retentionDays });
export const retentionPreview = z.strictObject({
  days: retentionDays,
  /** Ended identifications whose due date would move, and how many of them would be due at once. */
  moved: z.int(),
  dueAtOnce: z.int(),
});

/** A contract goes live only after its key file has opened this sealed challenge. */
export const testObject = z.strictObject({ sealed: z.string(), recipientList: jws });
/** Stands where an attempt's id stands in the context of evidence: no evidence can be passed off as a test object. */
export const testObjectAttempt = 'test-object';
/**
 * What `testObject.sealed` holds as JSON: 32 random bytes sealed as one segment. Its context is the tenant, the
 * contract's id in place of the identification's, `testObjectAttempt`, and the artefact.
 */
export const sealedTestObject = z.strictObject({
  v: z.literal(1),
  artefact: id,
  keyCommitment: digest,
  wrappedKeys,
  ciphertext: base64url,
});
export type SealedTestObject = z.infer<typeof sealedTestObject>;
export const testObjectOpened = z.strictObject({ opened: base64url });

/** `POST /api/console/contracts/{id}/recipient-list` */
export const recipientListRequest = z.strictObject({ jws });

/** What a tenant's public identity consists of; `rootFingerprint` is what staff type in. */
export const tenantView = z.strictObject({
  id,
  name: z.string(),
  rootKey: publicJwk,
  rootFingerprint: z.string(),
});
export type TenantView = z.infer<typeof tenantView>;
