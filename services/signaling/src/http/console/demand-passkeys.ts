import { addAuditEvent, asTenant, demandPasskeys as demand, findContract } from '@visavis/db';
import { consoleApi } from '@visavis/protocol';
import { consoleRoute } from '../mount.ts';
import { orNotFound } from '../refused.ts';
import { viewContract } from '../views.ts';

/** From the next call on; those under way go on. */
export const demandPasskeys = consoleRoute(
  consoleApi.demandPasskeys,
  ({ context, tenantId, actor, params, body: { required } }) =>
    asTenant(context.sql, tenantId, async transaction => {
      await demand(transaction, params.id, required);
      const contract = orNotFound(await findContract(transaction, params.id));
      await addAuditEvent(transaction, {
        organisationId: tenantId,
        actor,
        action: 'contract.passkeys_demanded',
        subject: { kind: 'contract', id: params.id },
        payload: { required },
      });
      return viewContract(contract);
    }),
);
