import { findTenant } from '@visavis/db';
import { consoleApi } from '@visavis/protocol';
import { asManager } from '../../../administration/as-manager.ts';
import { createContract as create } from '../../../administration/contract.ts';
import { consoleRoute } from '../../mount.ts';
import { orNotFound } from '../../refused.ts';

export const createContract = consoleRoute(consoleApi.createContract, call =>
  asManager(call, async transaction => {
    orNotFound(await findTenant(transaction, call.body.tenantId));
    return create(transaction, call.body, call.actor);
  }),
);
