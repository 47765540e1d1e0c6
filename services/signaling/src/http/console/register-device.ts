import { addAuditEvent, asTenant, findTenant, registerDevice as storeDevice } from '@visavis/db';
import { consoleApi } from '@visavis/protocol';
import { consoleRoute } from '../mount.ts';
import { orNotFound, Refused } from '../refused.ts';
import { viewDevice } from '../views.ts';

/** A key that was registered for another role of the person stays with that one. */
export const registerDevice = consoleRoute(
  consoleApi.registerDevice,
  'be_signed_in',
  ({ context, tenantId, actor, user, body: { publicKey, role = 'agent' } }) =>
    asTenant(context.sql, tenantId, async transaction => {
      if (!user.roles.includes(role)) throw new Refused('not_permitted', 'role');
      const tenant = orNotFound(await findTenant(transaction, tenantId));
      const device = await storeDevice(transaction, { tenantId, userId: user.id, publicKey, role });
      if (device.role !== role) throw new Refused('conflict', 'role');
      await addAuditEvent(transaction, {
        tenantId,
        actor,
        action: 'device.registered',
        subject: { kind: 'device', id: device.id },
        payload: { role },
      });
      return viewDevice(device, tenant);
    }),
);
