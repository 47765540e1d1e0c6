import { addAuditEvent, asTenant, recordStep } from '@visavis/db';
import { done, findRuleset, refuse } from '@visavis/protocol';
import { authoriseActiveCall } from '../../calls/authorise.ts';
import type { AgentHandler } from './handlers.ts';

/** A check was made, within the key agreement that the attempt stands on. */
export const stepRecord: AgentHandler<'step:record'> = live => async (end, body) => {
  const { attemptId, step, status } = body;
  const call = await authoriseActiveCall(live, end, attemptId);
  if (!call.ok) return call;
  const { ruleset, tenantId } = call.value;
  if (!findRuleset(ruleset.id, ruleset.version).steps.some(rule => rule.step === step))
    return refuse('invalid_request', 'step');
  const transcript = Buffer.from(body.transcript, 'base64url');
  return asTenant(live.sql, tenantId, async sql => {
    if (!(await recordStep(sql, { attemptId, step, status, transcript })))
      return refuse('conflict', 'transcript');
    await addAuditEvent(sql, {
      organisationId: tenantId,
      actor: end.actor,
      action: 'step.recorded',
      subject: { kind: 'attempt', id: attemptId },
      payload: { step, status },
    });
    return done({});
  });
};
