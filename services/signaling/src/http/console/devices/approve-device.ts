import { asOrganisation } from '@visavis/db';
import { consoleApi } from '@visavis/protocol';
import { approveDevice as approve } from '../../../access/device.ts';
import { consoleRoute } from '../../mount.ts';
import { viewDeviceAgain } from './view.ts';

export const approveDevice = consoleRoute(
  consoleApi.approveDevice,
  ({ context, actor, user, params, body }) =>
    asOrganisation(context.sql, user.organisationId, async transaction => {
      await approve(transaction, params.id, body.fingerprint, actor);
      return viewDeviceAgain(transaction, user.organisationId, params.id);
    }),
);
