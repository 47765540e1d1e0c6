import {
  addAuditEvent,
  asPlatform,
  findCall,
  overdueSupervisions,
  removeSupervision,
  type SupervisionEnd,
} from '@visavis/db';
import type { SupervisorEnd } from '../socket/end.ts';
import type { Live } from '../socket/live.ts';
import { service } from './abort.ts';
import { commandEnd } from './media-command.ts';
import { announce } from './peers.ts';

/**
 * Ends a supervision, tells the ends that stay, and closes the supervisor's media. The attempt goes on.
 * @param by whose supervision it must be
 * @returns false when there was none
 */
export async function endSupervision(
  live: Live,
  attemptId: string,
  reason: SupervisionEnd,
  by?: SupervisorEnd,
): Promise<boolean> {
  const call = await asPlatform(live.sql, async sql => {
    const removed = await removeSupervision(sql, attemptId, by?.userId);
    const left = removed && (await findCall(sql, attemptId));
    if (!left) return undefined;
    const { tenantId, supervisorId } = removed;
    await live.events.identificationChanged(sql, left.identificationId);
    await addAuditEvent(sql, {
      organisationId: tenantId,
      actor: by?.actor ?? service,
      action: 'attempt.supervision_ended',
      subject: { kind: 'attempt', id: attemptId },
      payload: { supervisorId, reason },
    });
    return left;
  });
  if (!call) return false;
  if (call.state !== 'active') return true;
  announce(live, call, 'supervisor', false);
  const closed = call.supervisor.generation === 0 || (await closeParticipant(live, call));
  if (!closed) live.log.warn('a supervisor’s media could not be closed', { attemptId });
  return true;
}

const closeParticipant = async (live: Live, call: Parameters<typeof commandEnd>[1]): Promise<boolean> =>
  (await commandEnd(live, call, 'supervisor', 'participant.close', {})).ok;

/** Calls that are over, and supervisors who have not come back for so long. */
export async function endOverdueSupervisions(live: Live): Promise<void> {
  const overdue = await asPlatform(live.sql, sql => overdueSupervisions(sql, live.times.staleSeconds));
  for (const { attemptId, reason } of overdue) await endSupervision(live, attemptId, reason);
}
