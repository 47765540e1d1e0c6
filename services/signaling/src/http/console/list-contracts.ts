import { asTenant, listContracts as list } from '@visavis/db';
import { consoleApi } from '@visavis/protocol';
import { consoleRoute } from '../mount.ts';
import { viewContract } from '../views.ts';

export const listContracts = consoleRoute(consoleApi.listContracts, async ({ context, tenantId }) => {
  const rows = await asTenant(context.sql, tenantId, list);
  return { items: rows.map(viewContract) };
});
