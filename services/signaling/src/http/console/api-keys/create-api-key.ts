import { asTenant, lockApiKey } from '@visavis/db';
import { consoleApi } from '@visavis/protocol';
import { issueApiKey } from '../../../access/api-key.ts';
import { consoleRoute } from '../../mount.ts';
import { orNotFound } from '../../refused.ts';
import { viewApiKey } from './view.ts';

export const createApiKey = consoleRoute(consoleApi.createApiKey, ({ context, tenantId, actor, body }) =>
  asTenant(context.sql, tenantId, async transaction => {
    const { id, key } = await issueApiKey(transaction, tenantId, body, actor);
    return { apiKey: viewApiKey(orNotFound(await lockApiKey(transaction, id))), key };
  }),
);
