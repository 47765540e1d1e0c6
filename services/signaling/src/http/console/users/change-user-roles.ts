import { consoleApi } from '@visavis/protocol';
import { changeRoles } from '../../../access/account.ts';
import { consoleRoute } from '../../mount.ts';
import { onManagedUser } from './managed-user.ts';

export const changeUserRoles = consoleRoute(consoleApi.changeUserRoles, call =>
  onManagedUser(call, call.params.id, (transaction, member) =>
    changeRoles(transaction, member, call.body.roles, call.actor),
  ),
);
