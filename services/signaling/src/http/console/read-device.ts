import { asOrganisation, findDevice, tenantsOfDevice } from '@visavis/db';
import { consoleApi } from '@visavis/protocol';
import { consoleRoute } from '../mount.ts';
import { orNotFound, Refused } from '../refused.ts';
import { viewDevice } from '../views.ts';

export const readDevice = consoleRoute(consoleApi.readDevice, ({ context, user, params }) =>
  asOrganisation(context.sql, user.organisationId, async transaction => {
    const device = orNotFound(await findDevice(transaction, params.id));
    if (device.userId !== user.id) throw new Refused('not_found');
    return viewDevice(device, await tenantsOfDevice(transaction, device));
  }),
);
