import { asOrganisation } from '@visavis/db';
import { consoleApi } from '@visavis/protocol';
import { revokeDevice as revoke } from '../../../access/device.ts';
import { consoleRoute } from '../../mount.ts';
import { viewDeviceAgain } from './view.ts';

export const revokeDevice = consoleRoute(consoleApi.revokeDevice, ({ context, actor, user, params }) =>
  asOrganisation(context.sql, user.organisationId, async transaction => {
    await revoke(transaction, params.id, actor);
    return viewDeviceAgain(transaction, user.organisationId, params.id);
  }),
);
