import type { Step } from '@visavis/protocol';

/** What the customer is asked to do at this moment. */
export type Guide = 'connecting' | 'code' | 'listen' | Exclude<Step, 'security_code'>;

type Situation = { step: Step | null; securityCode: string | null; stepSeen: boolean };

/**
 * Pure: one instruction at a time. Without keys there is nothing to do yet; the code comes first, and again whenever
 * the agent asks for it.
 */
export function guideOf({ step, securityCode, stepSeen }: Situation): Guide {
  if (securityCode === null) return 'connecting';
  if (step === 'security_code') return 'code';
  if (step !== null) return step;
  return stepSeen ? 'listen' : 'code';
}
