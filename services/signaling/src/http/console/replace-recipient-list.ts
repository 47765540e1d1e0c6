import {
  addAuditEvent,
  asTenant,
  findContract,
  findTenant,
  lockContract,
  replaceRecipientList as store,
} from '@visavis/db';
import { consoleApi } from '@visavis/protocol';
import { verifyNewList } from '../../trust/recipient-list.ts';
import { consoleRoute } from '../mount.ts';
import { orNotFound } from '../refused.ts';
import { viewContract } from '../views.ts';

export const replaceRecipientList = consoleRoute(
  consoleApi.replaceRecipientList,
  ({ context, tenantId, actor, params, body }) =>
    asTenant(context.sql, tenantId, async transaction => {
      const contract = orNotFound(await lockContract(transaction, params.id));
      const tenant = orNotFound(await findTenant(transaction, tenantId));
      const { version } = await verifyNewList(tenant, contract, body.jws);
      await store(transaction, contract.id, { jws: body.jws, version });
      const changed = orNotFound(await findContract(transaction, contract.id));
      await addAuditEvent(transaction, {
        organisationId: tenantId,
        actor,
        action: 'recipient_list.replaced',
        subject: { kind: 'contract', id: contract.id },
        payload: { version },
      });
      return viewContract(changed);
    }),
);
