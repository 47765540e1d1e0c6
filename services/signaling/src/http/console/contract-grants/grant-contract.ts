import { lockContract } from '@visavis/db';
import { consoleApi } from '@visavis/protocol';
import { asManager, managedOrganisation } from '../../../administration/as-manager.ts';
import { grant } from '../../../administration/contract.ts';
import { consoleRoute } from '../../mount.ts';
import { orNotFound } from '../../refused.ts';

/**
 * A tenant names any ident centre by the id that it was given by it; who manages ident centres names one of those.
 */
export const grantContract = consoleRoute(consoleApi.grantContract, call =>
  asManager(call, async transaction => {
    const { scope, params, body, actor } = call;
    const contract = orNotFound(await lockContract(transaction, params.id));
    if (scope !== 'own_tenant') await managedOrganisation(transaction, call, body.organisationId);
    await grant(transaction, contract, body.organisationId, actor);
  }),
);
