import { openRoleConsole, type RoleConsole } from '../device/role-console.ts';
import type { Session } from '../session/data.ts';
import { openDesk, type Desk } from './data.ts';

export type AgentConsole = RoleConsole<Desk>;

export const openAgentConsole = (session: Session): AgentConsole =>
  openRoleConsole(session, 'agent', openDesk);
