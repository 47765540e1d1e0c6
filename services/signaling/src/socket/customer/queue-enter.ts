import { addAuditEvent, asTenant, customerSituation, enterQueue } from '@visavis/db';
import { consentVersion, customerRequests, done, refuse } from '@visavis/protocol';
import { positions } from '../../queue/positions.ts';
import type { CustomerEnd } from '../end.ts';
import type { Handler } from '../handle.ts';
import type { CustomerSocket, Live } from '../live.ts';

/** The customer agrees to the consent text of today and waits. A place from before is kept. */
export const queueEnter =
  (live: Live, socket: CustomerSocket): Handler<CustomerEnd, typeof customerRequests, 'queue:enter'> =>
  async (end, body) => {
    if (body.consentVersion !== consentVersion) return refuse('consent_missing', 'consentVersion');
    const { identificationId, tenantId, connectionId, actor } = end;
    const entered = await asTenant(live.sql, tenantId, async sql => {
      const situation = await customerSituation(sql, identificationId);
      if (!situation?.recipientList) return refuse('no_recipient_list');
      if (!(await enterQueue(sql, { identificationId, connectionId, ...body }))) return refuse('wrong_state');
      await live.events.identificationChanged(sql, identificationId);
      await addAuditEvent(sql, {
        organisationId: tenantId,
        actor,
        action: 'queue.entered',
        subject: { kind: 'identification', id: identificationId },
        payload: { consentVersion: body.consentVersion, language: body.language },
      });
      return done({});
    });
    if (entered.ok) {
      live.match();
      await positions(live).place(socket);
    }
    return entered;
  };
