import { asTenant, listReceipts as list } from '@visavis/db';
import { consoleApi } from '@visavis/protocol';
import { consoleRoute } from '../mount.ts';
import { viewReceipt } from '../views.ts';

export const listReceipts = consoleRoute(consoleApi.listReceipts, async ({ context, tenantId }) => {
  const rows = await asTenant(context.sql, tenantId, transaction => list(transaction, 200));
  return { items: rows.map(viewReceipt) };
});
