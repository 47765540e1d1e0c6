import { addAuditEvent, asTenant, lockApiKey, revokeApiKey as revoke } from '@visavis/db';
import { consoleApi } from '@visavis/protocol';
import { consoleRoute } from '../../mount.ts';
import { orNotFound } from '../../refused.ts';
import { viewApiKey } from './view.ts';

export const revokeApiKey = consoleRoute(consoleApi.revokeApiKey, ({ context, tenantId, actor, params }) =>
  asTenant(context.sql, tenantId, async transaction => {
    const key = orNotFound(await lockApiKey(transaction, params.id));
    if (key.revokedAt === null) {
      await revoke(transaction, key.id);
      await addAuditEvent(transaction, {
        organisationId: tenantId,
        actor,
        action: 'api_key.revoked',
        subject: { kind: 'api_key', id: key.id },
      });
    }
    return viewApiKey(orNotFound(await lockApiKey(transaction, key.id)));
  }),
);
