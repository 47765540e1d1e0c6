import { asTenant, findIdentification, findReceipt } from '@visavis/db';
import { tenantApi } from '@visavis/protocol';
import { tenantRoute } from '../mount.ts';
import { orNotFound } from '../refused.ts';
import { viewIdentification } from '../views.ts';

/** After the purge the receipt is all that is left, and says so. */
export const readIdentification = tenantRoute(tenantApi.readIdentification, ({ context, tenantId, params }) =>
  asTenant(context.sql, tenantId, async transaction => {
    const identification = await findIdentification(transaction, params.id);
    if (identification) return viewIdentification(identification);
    const receipt = orNotFound(await findReceipt(transaction, params.id));
    return {
      id: params.id,
      state: 'purged' as const,
      deletedAt: receipt.deletedAt.toISOString(),
      receiptId: receipt.id,
    };
  }),
);
