import { addAuditEvent, asOrganisation, registerDevice as storeDevice, tenantsOfDevice } from '@visavis/db';
import { consoleApi } from '@visavis/protocol';
import { consoleRoute } from '../mount.ts';
import { Refused } from '../refused.ts';
import { viewDevice } from '../views.ts';

/** A key that was registered for another role of the person stays with that one. */
export const registerDevice = consoleRoute(
  consoleApi.registerDevice,
  ({ context, actor, user, body: { publicKey, role = 'agent' } }) =>
    asOrganisation(context.sql, user.organisationId, async transaction => {
      const { organisationId } = user;
      if (!user.roles.includes(role)) throw new Refused('not_permitted', 'role');
      const device = await storeDevice(transaction, { organisationId, userId: user.id, publicKey, role });
      if (device.role !== role) throw new Refused('conflict', 'role');
      await addAuditEvent(transaction, {
        organisationId,
        actor,
        action: 'device.registered',
        subject: { kind: 'device', id: device.id },
        payload: { role },
      });
      return viewDevice(device, await tenantsOfDevice(transaction, device));
    }),
);
