import { addAuditEvent, asTenant, customerSituation, leaveQueue } from '@visavis/db';
import { customerRequests, done, refuse } from '@visavis/protocol';
import { abort } from '../../calls/abort.ts';
import type { CustomerEnd } from '../end.ts';
import type { Handler } from '../handle.ts';
import type { Live } from '../live.ts';

/** The place is kept for a return. An offer that was made at the same moment is taken back. */
export const queueLeave =
  (live: Live): Handler<CustomerEnd, typeof customerRequests, 'queue:leave'> =>
  async end => {
    const { identificationId, tenantId, actor } = end;
    const offered = await asTenant(live.sql, tenantId, async sql => {
      if (!(await leaveQueue(sql, end))) return customerSituation(sql, identificationId);
      await live.events.identificationChanged(sql, identificationId);
      await addAuditEvent(sql, {
        organisationId: tenantId,
        actor,
        action: 'queue.left',
        subject: { kind: 'identification', id: identificationId },
      });
      return 'left';
    });
    if (offered === 'left') return done({});
    if (offered?.attemptState !== 'offered' || offered.attemptId === null) return refuse('wrong_state');
    return (await abort(live, offered.attemptId, 'customer_left', actor)) ? done({}) : refuse('wrong_state');
  };
