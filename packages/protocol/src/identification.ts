import { z } from 'zod';
import { identificationStates, outcomes } from './life.ts';
import { abortReasonCodes, decisionReasonCodes } from './reasons.ts';
import { rulesetIds } from './rulesets.ts';
import { id, instant, language } from './primitives.ts';

const text = (most: number) => z.string().trim().min(1).max(most);

/** Person data as ordered by the tenant; personal data, sealed at rest. */
export const person = z.strictObject({
  givenNames: text(120),
  familyName: text(120),
  birthDate: z.iso.date(),
  birthPlace: text(120).optional(),
  /** ICAO 9303 part 3 section 5: three letters. */
  nationality: z.string().regex(/^[A-Z]{3}$/),
  address: z
    .strictObject({
      street: text(160),
      postalCode: text(16),
      city: text(120),
      country: z.string().regex(/^[A-Z]{3}$/),
    })
    .optional(),
  document: z
    .strictObject({ type: z.enum(['identity_card', 'passport', 'residence_permit']), number: text(40) })
    .optional(),
});
export type Person = z.infer<typeof person>;

export const contact = z.strictObject({ email: z.email().max(254).optional(), phone: text(40).optional() });

/** `POST /api/v1/identifications` */
export const orderRequest = z.strictObject({
  contractId: id,
  language: language.default('de'),
  /** The tenant's own reference; may be personal, so it is sealed with the person. */
  reference: text(120).optional(),
  person,
  contact: contact.default({}),
});
export type OrderRequest = z.infer<typeof orderRequest>;

export const reasonCode = z.enum([...decisionReasonCodes, ...abortReasonCodes]);

export const identificationView = z.strictObject({
  id,
  contractId: id,
  state: z.enum(identificationStates),
  reason: reasonCode.nullable(),
  language,
  ruleset: z.strictObject({ id: z.enum(rulesetIds), version: z.int() }),
  createdAt: instant,
  linkExpiresAt: instant,
  endedAt: instant.nullable(),
  /** End of the retention period; null until the identification has ended. */
  dueAt: instant.nullable(),
  acknowledgedAt: instant.nullable(),
  attempts: z.int(),
});
export type IdentificationView = z.infer<typeof identificationView>;

/** What is left to say after the purge; the receipt has the rest. */
export const purgedView = z.strictObject({
  id,
  state: z.literal('purged'),
  deletedAt: instant,
  receiptId: id,
});
export const identificationStatus = z.union([identificationView, purgedView]);

/** The only answer that ever carries the link: the token is stored hashed. */
export const orderedView = z.strictObject({
  identification: identificationView,
  /** `{customer origin}/i/{id}#{token}`: the token stays in the fragment, which browsers do not send. */
  customerUrl: z.url(),
});
export type OrderedView = z.infer<typeof orderedView>;

/** What an agent found different from the order, for *verified_with_changes*. */
export const change = z.strictObject({ field: text(60), value: text(240) });

export const decisionRequest = z
  .strictObject({
    attemptId: id,
    outcome: z.enum(outcomes),
    reason: z.enum(decisionReasonCodes).optional(),
    changes: z.array(change).max(20).default([]),
    /** Signed by the agent's device; names the final manifest and the confirmed transcript. */
    jws: z.string().max(65_536),
  })
  .refine(value => value.outcome.startsWith('verified') || value.reason !== undefined, {
    path: ['reason'],
    message: 'a decision against the customer names its reason',
  })
  .refine(value => (value.outcome === 'verified_with_changes') === value.changes.length > 0, {
    path: ['changes'],
    message: 'changes belong to verified_with_changes and to nothing else',
  });
export type DecisionRequest = z.infer<typeof decisionRequest>;
