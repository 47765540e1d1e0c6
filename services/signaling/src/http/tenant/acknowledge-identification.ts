import { acknowledge, addAuditEvent, asTenant, findIdentification, lockIdentification } from '@visavis/db';
import { tenantApi } from '@visavis/protocol';
import { tenantRoute } from '../mount.ts';
import { orNotFound, Refused } from '../refused.ts';
import { viewIdentification } from '../views.ts';

export const acknowledgeIdentification = tenantRoute(
  tenantApi.acknowledgeIdentification,
  ({ context, tenantId, actor, params }) =>
    asTenant(context.sql, tenantId, async transaction => {
      const identification = orNotFound(await lockIdentification(transaction, params.id));
      if (identification.purgeClaimedAt) throw new Refused('purge_claimed');
      if (!identification.endedAt) throw new Refused('wrong_state');
      if (!identification.acknowledgedAt) {
        await acknowledge(transaction, params.id);
        await addAuditEvent(transaction, {
          organisationId: tenantId,
          actor,
          action: 'identification.acknowledged',
          subject: { kind: 'identification', id: params.id },
        });
      }
      return viewIdentification(orNotFound(await findIdentification(transaction, params.id)));
    }),
);
