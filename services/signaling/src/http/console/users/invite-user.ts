import { enterPlatform } from '@visavis/db';
import { consoleApi } from '@visavis/protocol';
import { createAccount } from '../../../access/account.ts';
import { asManager, managedOrganisation } from '../../../administration/as-manager.ts';
import { consoleRoute } from '../../mount.ts';

export const inviteUser = consoleRoute(consoleApi.inviteUser, call =>
  asManager(call, async transaction => {
    const { organisationId, ...person } = call.body;
    const organisation = await managedOrganisation(transaction, call, organisationId);
    await enterPlatform(transaction);
    const { agentOrigin } = call.context.config;
    return createAccount(transaction, agentOrigin, { organisation, ...person }, call.actor);
  }),
);
