import { consoleApi } from '@visavis/protocol';
import { asManager, managedOrganisation } from '../../../administration/as-manager.ts';
import { renameOrganisation as rename } from '../../../administration/organisation.ts';
import { consoleRoute } from '../../mount.ts';

export const renameOrganisation = consoleRoute(consoleApi.renameOrganisation, call =>
  asManager(call, async transaction => {
    const { id } = await managedOrganisation(transaction, call, call.params.id);
    await rename(transaction, id, call.body.name, call.actor);
  }),
);
