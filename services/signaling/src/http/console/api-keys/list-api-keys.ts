import { asTenant, listApiKeys as list } from '@visavis/db';
import { consoleApi } from '@visavis/protocol';
import { consoleRoute } from '../../mount.ts';
import { viewApiKey } from './view.ts';

export const listApiKeys = consoleRoute(consoleApi.listApiKeys, async ({ context, tenantId }) => {
  const rows = await asTenant(context.sql, tenantId, list);
  return { items: rows.map(viewApiKey) };
});
