import { findTenant } from '@visavis/db';
import { consoleApi } from '@visavis/protocol';
import { asManager, managedOrganisation } from '../../../administration/as-manager.ts';
import { createContract as create } from '../../../administration/contract.ts';
import { consoleRoute } from '../../mount.ts';
import { Refused } from '../../refused.ts';

export const createContract = consoleRoute(consoleApi.createContract, call =>
  asManager(call, async transaction => {
    const { id, kind } = await managedOrganisation(transaction, call, call.body.tenantId);
    if (kind !== 'tenant') throw new Refused('not_found');
    if (!(await findTenant(transaction, id))) throw new Refused('no_root');
    return create(transaction, call.body, call.actor);
  }),
);
