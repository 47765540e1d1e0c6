import { addAuditEvent, asTenant, setTranscript } from '@visavis/db';
import { done, refuse } from '@visavis/protocol';
import { authoriseActiveCall } from '../../calls/authorise.ts';
import type { AgentHandler } from './handlers.ts';

/** From now on the attempt stands on this agreement; what was confirmed in another one is open again. */
export const agreementCompleted: AgentHandler<'agreement:completed'> = live => async (end, body) => {
  const { attemptId } = body;
  const call = await authoriseActiveCall(live, end, attemptId);
  if (!call.ok) return call;
  const { tenantId } = call.value;
  const transcript = Buffer.from(body.transcript, 'base64url');
  return asTenant(live.sql, tenantId, async sql => {
    const reopened = await setTranscript(sql, attemptId, transcript);
    if (!reopened) return refuse('wrong_state');
    await addAuditEvent(sql, {
      organisationId: tenantId,
      actor: end.actor,
      action: 'agreement.completed',
      subject: { kind: 'attempt', id: attemptId },
      payload: { reopened },
    });
    return done({});
  });
};
