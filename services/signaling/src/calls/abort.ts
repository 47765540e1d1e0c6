import { abortAttempt, addAuditEvent, asPlatform, closeOffer, type Actor } from '@visavis/db';
import type { AbortReason } from '@visavis/protocol';
import type { Live } from '../socket/live.ts';

export const service: Actor = { kind: 'service', id: 'signaling' };

/**
 * Ends an attempt without a decision. The identification can be tried again with its place kept.
 * @returns false when it was over already
 */
export async function abort(
  live: Live,
  attemptId: string,
  reason: AbortReason,
  actor = service,
): Promise<boolean> {
  return asPlatform(live.sql, async sql => {
    const closed = await abortAttempt(sql, attemptId, reason);
    if (!closed) return false;
    const { tenantId, identificationId } = closed;
    await live.events.identificationChanged(sql, identificationId);
    await addAuditEvent(sql, {
      organisationId: tenantId,
      actor,
      action: 'attempt.aborted',
      subject: { kind: 'attempt', id: attemptId },
      payload: { reason },
    });
    return true;
  });
}

/**
 * Takes an offer back; the customer goes on waiting with the place kept.
 * @returns false when it was no longer an offer
 */
export async function withdrawOffer(
  live: Live,
  attemptId: string,
  {
    reason,
    agentStatus,
    actor = service,
  }: { reason: AbortReason | null; agentStatus: 'paused' | 'ready'; actor?: Actor },
): Promise<boolean> {
  const withdrawn = await asPlatform(live.sql, async sql => {
    const closed = await closeOffer(sql, attemptId, reason, agentStatus);
    if (!closed) return false;
    const { tenantId, identificationId } = closed;
    await live.events.identificationChanged(sql, identificationId);
    await addAuditEvent(sql, {
      organisationId: tenantId,
      actor,
      action: 'attempt.declined',
      subject: { kind: 'attempt', id: attemptId },
      payload: { reason },
    });
    return true;
  });
  if (withdrawn) live.match();
  return withdrawn;
}
