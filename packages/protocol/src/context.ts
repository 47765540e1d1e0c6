import { z } from 'zod';
import { id, jws, language } from './primitives.ts';
import { rulesetIds } from './rulesets.ts';

/**
 * What a call is about. Each end hashes what it itself shows, so a server that tells the two ends different
 * things is found out by the key agreement. Sent to the customer on entering and to the agent on accepting.
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
});
export type CallContext = z.infer<typeof callContext>;
