import { addAuditEvent, asTenant, changeRetention as change, findContract, lockContract } from '@visavis/db';
import { consoleApi } from '@visavis/protocol';
import { consoleRoute } from '../mount.ts';
import { orNotFound } from '../refused.ts';
import { viewContract } from '../views.ts';

export const changeRetention = consoleRoute(
  consoleApi.changeRetention,
  ({ context, tenantId, actor, params, body }) =>
    asTenant(context.sql, tenantId, async transaction => {
      const before = orNotFound(await lockContract(transaction, params.id));
      const { moved } = await change(transaction, params.id, body.days);
      const contract = orNotFound(await findContract(transaction, params.id));
      await addAuditEvent(transaction, {
        organisationId: tenantId,
        actor,
        action: 'retention.changed',
        subject: { kind: 'contract', id: params.id },
        payload: { from: before.retentionDays, to: body.days, moved },
      });
      return viewContract(contract);
    }),
);
