import { addAuditEvent, asTenant, findTenant, registerDevice as storeDevice } from '@visavis/db';
import { consoleApi } from '@visavis/protocol';
import { consoleRoute } from '../mount.ts';
import { orNotFound } from '../refused.ts';
import { viewDevice } from '../views.ts';

export const registerDevice = consoleRoute(
  consoleApi.registerDevice,
  'be_signed_in',
  ({ context, tenantId, actor, user, body }) =>
    asTenant(context.sql, tenantId, async transaction => {
      const tenant = orNotFound(await findTenant(transaction, tenantId));
      const device = await storeDevice(transaction, { tenantId, userId: user.id, publicKey: body.publicKey });
      await addAuditEvent(transaction, {
        tenantId,
        actor,
        action: 'device.registered',
        subject: { kind: 'device', id: device.id },
      });
      return viewDevice(device, tenant);
    }),
);
