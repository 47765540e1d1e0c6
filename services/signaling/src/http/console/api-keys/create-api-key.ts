import { addAuditEvent, asTenant, lockApiKey } from '@visavis/db';
import { consoleApi } from '@visavis/protocol';
import { makeApiKey } from '../../../access/api-key.ts';
import { consoleRoute } from '../../mount.ts';
import { orNotFound } from '../../refused.ts';
import { viewApiKey } from './view.ts';

export const createApiKey = consoleRoute(consoleApi.createApiKey, ({ context, tenantId, actor, body }) =>
  asTenant(context.sql, tenantId, async transaction => {
    const { id, key } = await makeApiKey(transaction, { tenantId, ...body });
    const stored = orNotFound(await lockApiKey(transaction, id));
    await addAuditEvent(transaction, {
      organisationId: tenantId,
      actor,
      action: 'api_key.created',
      subject: { kind: 'api_key', id },
      payload: { scopes: body.scopes, days: body.days },
    });
    return { apiKey: viewApiKey(stored), key };
  }),
);
