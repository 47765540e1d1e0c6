import { lockContract } from '@visavis/db';
import { consoleApi } from '@visavis/protocol';
import { asManager } from '../../../administration/as-manager.ts';
import { withdraw } from '../../../administration/contract.ts';
import { consoleRoute } from '../../mount.ts';
import { orNotFound } from '../../refused.ts';

export const withdrawGrant = consoleRoute(consoleApi.withdrawGrant, call =>
  asManager(call, async transaction => {
    const contract = orNotFound(await lockContract(transaction, call.params.id));
    await withdraw(transaction, contract, call.body.organisationId, call.actor);
  }),
);
