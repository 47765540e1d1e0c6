import {
  findMemberByEmail,
  findOrganisation,
  listMembers,
  lockMember,
  operatorId,
  type Member,
  type Transaction,
} from '@visavis/db';
import { personEmail, personName, roleChoice, type UserLink } from '@visavis/protocol';
import { z } from 'zod';
import {
  changeRoles,
  createAccount,
  disableAccount,
  enableAccount,
  resetAccount,
  unlockAccount,
} from '../../access/account.ts';
import { viewUsers, withLinks } from '../../administration/user-view.ts';
import { orNotFound } from '../../http/refused.ts';
import { command, commandLine, table, type Answer, type Tools } from '../command.ts';

const user = z.union([z.uuid(), personEmail]);
const ofUser = z.strictObject({ user });
const all = Number.MAX_SAFE_INTEGER;

async function lock(transaction: Transaction, user: string): Promise<Member> {
  const id = user.includes('@') ? await findMemberByEmail(transaction, user) : user;
  return orNotFound(id === undefined ? undefined : await lockMember(transaction, id));
}

const linked = ({ id, link }: UserLink): Answer => ({
  json: { id, link },
  text: `Hand this link to its person. It is good once, for three days, and nobody can show it again.\n\n${link}\n`,
});

/** Acts on one account and says what has become of it. */
const change = (
  summary: string,
  done: string,
  work: (transaction: Transaction, member: Member, tools: Tools) => Promise<void>,
) =>
  command({
    summary,
    options: ofUser,
    run: (tools, { user }) =>
      tools.act(async transaction => {
        const member = await lock(transaction, user);
        await work(transaction, member, tools);
        return { json: { id: member.id }, text: done };
      }),
  });

export const userCommands = {
  'invite-operator': command({
    summary: 'Make an operator account; prints its one-time link',
    options: z.strictObject({ email: personEmail, name: personName }),
    isSecret: true,
    run: ({ act, agentOrigin }, { email, name }) =>
      act(async transaction => {
        const organisation = orNotFound(await findOrganisation(transaction, operatorId));
        const account = { organisation, email, name, roles: ['operator'] } as const;
        return linked(await createAccount(transaction, agentOrigin, account, commandLine));
      }),
  }),
  invite: command({
    summary: 'Make an account in an organisation; prints its one-time link',
    options: z.strictObject({
      organisation: z.uuid(),
      email: personEmail,
      name: personName,
      role: roleChoice,
    }),
    isSecret: true,
    run: ({ act, agentOrigin }, { organisation: id, role: roles, ...person }) =>
      act(async transaction => {
        const organisation = orNotFound(await findOrganisation(transaction, id));
        return linked(
          await createAccount(transaction, agentOrigin, { organisation, roles, ...person }, commandLine),
        );
      }),
  }),
  reset: command({
    summary: 'Void what a person has lost and end their sessions; prints the link to set it anew',
    options: z.strictObject({
      user,
      lost: z.array(z.enum(['password', 'totp'])).min(1),
    }),
    isSecret: true,
    run: ({ act, agentOrigin }, { user, lost }) =>
      act(async transaction => {
        const member = await lock(transaction, user);
        const sets = { password: lost.includes('password'), totp: lost.includes('totp') };
        return linked(await resetAccount(transaction, agentOrigin, member, sets, commandLine));
      }),
  }),
  unlock: change('End the lock of wrong tries', 'The lock is ended.', (transaction, member, { brakes }) =>
    unlockAccount(transaction, brakes, member, commandLine),
  ),
  disable: change(
    'Let a person sign in no more; ends their sessions',
    'The account is disabled, its sessions are over.',
    (transaction, member) => disableAccount(transaction, member, commandLine),
  ),
  enable: change('Let a person sign in again', 'The account is enabled.', (transaction, member) =>
    enableAccount(transaction, member, commandLine),
  ),
  'set-roles': command({
    summary: 'Replace a person’s roles; ends their sessions',
    options: z.strictObject({ user, role: roleChoice }),
    run: ({ act }, { user, role }) =>
      act(async transaction => {
        const member = await lock(transaction, user);
        await changeRoles(transaction, member, role, commandLine);
        return { json: { id: member.id, roles: role }, text: 'The roles are replaced.' };
      }),
  }),
  'list-users': command({
    summary: 'Accounts, of one organisation or of all',
    options: z.strictObject({ organisation: z.uuid().optional() }),
    run: async ({ act, brakes }, { organisation: organisationId }) => {
      const members = await act(async transaction =>
        withLinks(transaction, await listMembers(transaction, { organisationId, most: all })),
      );
      const items = await viewUsers(brakes, members);
      return {
        json: { items },
        text: table([
          ['ID', 'ORGANISATION', 'E-MAIL', 'NAME', 'ROLES', 'STATE', 'LAST SIGN-IN'],
          ...items.map(({ id, organisation, email, name, roles, state, lastSignInAt }) => [
            ...[id, organisation.name, email, name, roles.join(','), state, lastSignInAt ?? '-'],
          ]),
        ]),
      };
    },
  }),
};
