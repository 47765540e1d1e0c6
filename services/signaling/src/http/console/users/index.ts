import type { ConsoleRoute } from '../../mount.ts';
import { changeUserRoles } from './change-user-roles.ts';
import { disableUser } from './disable-user.ts';
import { enableUser } from './enable-user.ts';
import { inviteUser } from './invite-user.ts';
import { listUsers } from './list-users.ts';
import { resetUser } from './reset-user.ts';
import { unlockUser } from './unlock-user.ts';

export const userRoutes: readonly ConsoleRoute[] = [
  listUsers,
  inviteUser,
  resetUser,
  unlockUser,
  disableUser,
  enableUser,
  changeUserRoles,
];
