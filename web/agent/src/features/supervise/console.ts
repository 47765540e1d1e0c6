import { openRoleConsole, type RoleConsole } from '../device/role-console.ts';
import type { Session } from '../session/data.ts';
import { openSupervision, type Supervision } from './data.ts';

export type SupervisorConsole = RoleConsole<Supervision>;

export const openSupervisorConsole = (session: Session): SupervisorConsole =>
  openRoleConsole(session, 'supervisor', openSupervision);
