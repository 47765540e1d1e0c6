import type { Command } from '../command.ts';
import { apiKeyCommands } from './api-keys.ts';
import { contractCommands } from './contracts.ts';
import { organisationCommands } from './organisations.ts';
import { userCommands } from './users.ts';
import { workplaceCommands } from './workplace.ts';

export const commands: Record<string, Command> = {
  ...userCommands,
  ...organisationCommands,
  ...contractCommands,
  ...apiKeyCommands,
  ...workplaceCommands,
};
