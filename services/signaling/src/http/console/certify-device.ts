import { asTenant } from '@visavis/db';
import { consoleApi } from '@visavis/protocol';
import { certifyDevice as certify } from '../../trust/certify-device.ts';
import { consoleRoute } from '../mount.ts';

export const certifyDevice = consoleRoute(
  consoleApi.certifyDevice,
  ({ context, tenantId, actor, params, body }) =>
    asTenant(context.sql, tenantId, async transaction => {
      const { id, role, status, certificate } = await certify(
        transaction,
        params.id,
        body.certificate,
        actor,
      );
      return { id, role, status, certificate };
    }),
);
