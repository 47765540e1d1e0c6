import { consoleApi } from '@visavis/protocol';
import { disableAccount } from '../../../access/account.ts';
import { consoleRoute } from '../../mount.ts';
import { onManagedUser } from './managed-user.ts';

export const disableUser = consoleRoute(consoleApi.disableUser, call =>
  onManagedUser(call, call.params.id, (transaction, member) =>
    disableAccount(transaction, member, call.actor),
  ),
);
