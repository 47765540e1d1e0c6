import { consoleApi } from '@visavis/protocol';
import { unlockAccount } from '../../../access/account.ts';
import { consoleRoute } from '../../mount.ts';
import { onManagedUser } from './managed-user.ts';

export const unlockUser = consoleRoute(consoleApi.unlockUser, call =>
  onManagedUser(call, call.params.id, (transaction, member) =>
    unlockAccount(transaction, call.context.brakes, member, call.actor),
  ),
);
