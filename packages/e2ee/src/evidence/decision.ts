import { z } from 'zod';
import { E2eeError } from '../errors.ts';
import { verifyCertificate, type CertifiedDevice } from '../identity/certificate.ts';
import { peek, sign, verify } from '../identity/signed.ts';
import { manifestHead, type AttemptContext, type Signer } from './manifest.ts';

/** How an attempt can end. */
export const decisionOutcome = z.enum([
  'verified',
  'verified_with_changes',
  'rejected',
  'fraud_suspected',
  'aborted',
]);
export type DecisionOutcome = z.infer<typeof decisionOutcome>;

const isVerified = (outcome: DecisionOutcome) =>
  outcome === 'verified' || outcome === 'verified_with_changes';

const decisionSchema = z
  .strictObject({
    v: z.literal(1),
    tenant: z.string().min(1),
    identification: z.string().min(1),
    attempt: z.string().min(1),
    outcome: decisionOutcome,
    reason: z.string().min(1).max(64).nullable(),
    /** The last manifest; null if nothing was recorded. */
    finalManifest: manifestHead.nullable(),
    /** Transcript of the agreement whose code was confirmed, base64url. */
    transcriptHash: z
      .string()
      .regex(/^[A-Za-z0-9_-]{64}$/)
      .nullable(),
    /** Seconds since 1970. */
    at: z.int(),
    certificate: z.string(),
  })
  .refine(({ outcome, transcriptHash }) => !isVerified(outcome) || transcriptHash !== null);
export type Decision = z.infer<typeof decisionSchema>;

/**
 * Signs a decision with the device's key.
 * @throws E2eeError `bad_decision` if it says verified without a confirmed transcript (R30), or misses a field
 */
export async function signDecision(
  decision: Omit<Decision, 'v' | 'certificate'>,
  signer: Signer,
): Promise<string> {
  const parsed = decisionSchema.safeParse({ v: 1, certificate: signer.certificate, ...decision });
  if (!parsed.success) throw new E2eeError('bad_decision', 'incomplete, or verified without a transcript');
  return sign('visavis-decision', parsed.data, signer.deviceKey);
}

/**
 * Verifies a decision under the tenant's root; only agents and supervisors decide.
 * @throws E2eeError `bad_certificate`, `certificate_expired`, `bad_decision`
 */
export async function verifyDecision(
  jws: string,
  root: CryptoKey,
  context: AttemptContext,
): Promise<{ decision: Decision; by: CertifiedDevice }> {
  const claimed = peek('visavis-decision', decisionSchema, jws, 'bad_decision');
  const by = await verifyCertificate(claimed.certificate, root, { tenant: context.tenant, now: claimed.at });
  if (by.role !== 'agent' && by.role !== 'supervisor')
    throw new E2eeError('bad_decision', 'by someone who may not decide');
  const decision = await verify('visavis-decision', decisionSchema, jws, by.deviceKey, 'bad_decision');
  const { tenant, identification, attempt } = decision;
  if (tenant !== context.tenant || identification !== context.identification || attempt !== context.attempt)
    throw new E2eeError('bad_decision', 'of another attempt');
  return { decision, by };
}
