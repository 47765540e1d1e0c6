import {
  addAuditEvent,
  asOrganisation,
  customerSituation,
  enterTenantOf,
  findCall,
  lockCall,
  supervise,
} from '@visavis/db';
import { done, refuse, type supervisorRequests } from '@visavis/protocol';
import type { TellEnds } from '../../calls/tell.ts';
import { callContextOf } from '../../calls/tell-customer.ts';
import type { SupervisorEnd } from '../end.ts';
import type { Handler } from '../handle.ts';
import type { Live, SupervisorSocket } from '../live.ts';
import { tellPeer } from '../peer.ts';
import { replace } from '../replace.ts';
import { goAway } from './away.ts';

/**
 * The supervisor enters a call of an agent of the same organisation, which both ends are told and the audit trail keeps. What the call is
 * about is told; who the customer is, is not.
 */
export const superviseJoin =
  (
    live: Live,
    tell: TellEnds,
    socket: SupervisorSocket,
  ): Handler<SupervisorEnd, typeof supervisorRequests, 'supervise:join'> =>
  async (end, { attemptId, deviceId }) => {
    const entered = await enter(live, end, attemptId, deviceId);
    if (!entered.ok) return entered;
    const { before, identificationId, context, agentGeneration } = entered.value;
    if (before !== null && before !== end.connectionId) replace(live, 'consoles', before);
    socket.data.told.watching.set(attemptId, identificationId);
    await tellPeer(live, end, attemptId, true);
    // gone meanwhile: the supervision was written after the disconnect had looked for it
    if (socket.disconnected) await goAway(live, end);
    // the call may have ended before this console was known to watch it
    await tell.changed(identificationId);
    return done({ context, agentGeneration });
  };

function enter(live: Live, end: SupervisorEnd, attemptId: string, deviceId: string) {
  const { organisationId, userId, connectionId, actor } = end;
  return asOrganisation(live.sql, organisationId, async sql => {
    if (!(await enterTenantOf(sql, attemptId))) return refuse('not_found');
    await lockCall(sql, attemptId);
    const call = await findCall(sql, attemptId);
    if (!call) return refuse('not_found');
    if (call.agentId === userId) return refuse('not_permitted');
    const result = await supervise(sql, { attemptId, userId, deviceId, connectionId });
    if (result === 'device') return refuse('device_not_certified', 'deviceId');
    if (result === 'state') return refuse('wrong_state');
    if (result === 'taken') return refuse('conflict');
    const { identificationId, tenantId } = call;
    const situation = await customerSituation(sql, identificationId);
    const context = situation && callContextOf(situation);
    // matching asks for a recipient list
    if (!context) throw new Error('an attempt without recipient list');
    if (result.isNew) {
      await live.events.identificationChanged(sql, identificationId);
      await addAuditEvent(sql, {
        organisationId: tenantId,
        actor,
        action: 'attempt.supervised',
        subject: { kind: 'attempt', id: attemptId },
        payload: { deviceId },
      });
    }
    const agentGeneration = call.agent.generation;
    return done({ before: result.before, identificationId, context, agentGeneration });
  });
}
