import { consoleApi } from '@visavis/protocol';
import { enableAccount } from '../../../access/account.ts';
import { consoleRoute } from '../../mount.ts';
import { onManagedUser } from './managed-user.ts';

export const enableUser = consoleRoute(consoleApi.enableUser, call =>
  onManagedUser(call, call.params.id, (transaction, member) =>
    enableAccount(transaction, member, call.actor),
  ),
);
