import { asTenant, findTenant } from '@visavis/db';
import { consoleApi } from '@visavis/protocol';
import { certifyDevice as certify } from '../../trust/certify-device.ts';
import { consoleRoute } from '../mount.ts';
import { orNotFound } from '../refused.ts';
import { viewDevice } from '../views.ts';

export const certifyDevice = consoleRoute(
  consoleApi.certifyDevice,
  'certify_device',
  ({ context, tenantId, actor, params, body }) =>
    asTenant(context.sql, tenantId, async transaction => {
      const device = await certify(transaction, params.id, body.certificate, actor);
      return viewDevice(device, orNotFound(await findTenant(transaction, tenantId)));
    }),
);
