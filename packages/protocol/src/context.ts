import { z } from 'zod';
import { id, jws, language, publicJwk } from './primitives.ts';
import { rulesetIds } from './rulesets.ts';

/**
 * What a call is about. Each end hashes what it itself shows, so a server that tells the two ends different
 * things is found out by the key agreement. Sent to the customer on entering and to the agent with the offer.
 */
export const callContext = z.strictObject({
  tenantId: id,
  tenantName: z.string(),
  purpose: z.string(),
  identificationId: id,
  ruleset: z.strictObject({ id: z.enum(rulesetIds), version: z.int() }),
  consentVersion: z.int(),
  language,
  recipientList: jws,
  /** The tenant's root as the platform tells it; whoever has a fingerprint of it compares. */
  rootKey: publicJwk,
});
export type CallContext = z.infer<typeof callContext>;
