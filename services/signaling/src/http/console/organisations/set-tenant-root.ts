import { consoleApi } from '@visavis/protocol';
import { asManager, managedOrganisation } from '../../../administration/as-manager.ts';
import { enterRoot } from '../../../administration/organisation.ts';
import { consoleRoute } from '../../mount.ts';

export const setTenantRoot = consoleRoute(consoleApi.setTenantRoot, call =>
  asManager(call, async transaction => {
    const organisation = await managedOrganisation(transaction, call, call.params.id);
    await enterRoot(transaction, organisation, call.body.rootKey, call.actor);
  }),
);
