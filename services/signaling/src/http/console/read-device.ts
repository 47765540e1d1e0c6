import { asTenant, findDevice, findTenant } from '@visavis/db';
import { consoleApi } from '@visavis/protocol';
import { consoleRoute } from '../mount.ts';
import { orNotFound, Refused } from '../refused.ts';
import { viewDevice } from '../views.ts';

export const readDevice = consoleRoute(
  consoleApi.readDevice,
  'be_signed_in',
  ({ context, tenantId, user, params }) =>
    asTenant(context.sql, tenantId, async transaction => {
      const device = orNotFound(await findDevice(transaction, params.id));
      if (device.userId !== user.id) throw new Refused('not_found');
      return viewDevice(device, orNotFound(await findTenant(transaction, tenantId)));
    }),
);
