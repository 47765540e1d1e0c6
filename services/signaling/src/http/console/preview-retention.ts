import { asTenant, findContract, previewRetention as preview } from '@visavis/db';
import { consoleApi } from '@visavis/protocol';
import { consoleRoute } from '../mount.ts';
import { orNotFound } from '../refused.ts';

export const previewRetention = consoleRoute(
  consoleApi.previewRetention,
  ({ context, tenantId, params, query }) =>
    asTenant(context.sql, tenantId, async transaction => {
      orNotFound(await findContract(transaction, params.id));
      return { days: query.days, ...(await preview(transaction, params.id, query.days)) };
    }),
);
