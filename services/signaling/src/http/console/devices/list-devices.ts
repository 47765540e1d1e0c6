import { asOrganisation, listDevices as list } from '@visavis/db';
import { consoleApi } from '@visavis/protocol';
import { consoleRoute } from '../../mount.ts';
import { viewManagedDevice } from './view.ts';

export const listDevices = consoleRoute(consoleApi.listDevices, async ({ context, user }) => {
  const rows = await asOrganisation(context.sql, user.organisationId, transaction =>
    list(transaction, user.organisationId),
  );
  return { items: rows.map(viewManagedDevice) };
});
