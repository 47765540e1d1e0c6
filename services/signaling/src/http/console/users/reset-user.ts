import { consoleApi } from '@visavis/protocol';
import { resetAccount } from '../../../access/account.ts';
import { consoleRoute } from '../../mount.ts';
import { onManagedUser } from './managed-user.ts';

export const resetUser = consoleRoute(consoleApi.resetUser, call =>
  onManagedUser(call, call.params.id, (transaction, member) =>
    resetAccount(transaction, call.context.config.agentOrigin, member, call.body, call.actor),
  ),
);
