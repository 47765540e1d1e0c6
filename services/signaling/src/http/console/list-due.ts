import { asTenant, listEnded } from '@visavis/db';
import { consoleApi } from '@visavis/protocol';
import { consoleRoute } from '../mount.ts';
import { viewIdentification } from '../views.ts';

export const listDue = consoleRoute(consoleApi.listDue, async ({ context, tenantId }) => {
  const rows = await asTenant(context.sql, tenantId, transaction => listEnded(transaction, 200));
  return { items: rows.map(row => ({ identification: viewIdentification(row), held: row.held })) };
});
