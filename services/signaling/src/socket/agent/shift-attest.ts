import { addAuditEvent, asOrganisation, attestShift } from '@visavis/db';
import { done, refuse } from '@visavis/protocol';
import type { AgentSocket } from '../live.ts';
import type { AgentHandler } from './handlers.ts';
import { offeredAt, tellShift } from './shift.ts';

/** What the agent says of the room: on record, and asked for before the first call. */
export const shiftAttest =
  (socket: AgentSocket): AgentHandler<'shift:attest'> =>
  live =>
  async (end, { attestation }) => {
    const { sessionHash } = socket.data;
    if (!offeredAt(socket).includes(attestation)) return refuse('invalid_request', 'attestation');
    const attested = await asOrganisation(live.sql, end.organisationId, async sql => {
      const given = await attestShift(sql, { ...end, sessionHash, attestation });
      if (given)
        await addAuditEvent(sql, {
          organisationId: end.organisationId,
          actor: end.actor,
          action: 'shift.attested',
          subject: { kind: 'user', id: end.userId },
          payload: { attestation, siteId: given.siteId },
        });
      return given;
    });
    if (!attested) return refuse('wrong_state');
    tellShift(socket, attestation);
    return done({});
  };
