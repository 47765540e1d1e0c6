import { asTenant, listIdentifications as list } from '@visavis/db';
import { consoleApi } from '@visavis/protocol';
import { consoleRoute } from '../mount.ts';
import { viewIdentification } from '../views.ts';

export const listIdentifications = consoleRoute(
  consoleApi.listIdentifications,
  async ({ context, tenantId }) => {
    const rows = await asTenant(context.sql, tenantId, transaction => list(transaction, 200));
    return { items: rows.map(viewIdentification) };
  },
);
