import { enterPlatform, whoHasOpenInvitation, type Member, type Transaction } from '@visavis/db';
import type { UserState, UserView } from '@visavis/protocol';
import type { Brakes } from '../access/brakes.ts';

export type MemberWithLink = Member & { hasOpenLink: boolean };

/** @param transaction in which these people were found */
export async function withLinks(
  transaction: Transaction,
  members: readonly Member[],
): Promise<MemberWithLink[]> {
  // links are shown to nobody by the database; here it is said of those found that there is one
  await enterPlatform(transaction);
  const invited = await whoHasOpenInvitation(
    transaction,
    members.map(({ id }) => id),
  );
  return members.map(member => ({ ...member, hasOpenLink: invited.has(member.id) }));
}

const stateOf = (member: MemberWithLink, isLocked: boolean): UserState => {
  if (member.isDisabled) return 'disabled';
  if (!member.hasPassword || !member.hasTotp) return member.hasOpenLink ? 'invited' : 'link_expired';
  return isLocked ? 'locked' : 'active';
};

/** Outside of a transaction: locks are asked for on a connection of their own. */
export async function viewUsers(
  { account }: Brakes,
  members: readonly MemberWithLink[],
): Promise<UserView[]> {
  const locked = await account.locked(members.map(({ email }) => email));
  return members.map(member => ({
    id: member.id,
    organisation: {
      id: member.organisationId,
      kind: member.organisationKind,
      name: member.organisationName,
    },
    email: member.email,
    name: member.name,
    roles: member.roles,
    state: stateOf(member, locked.has(member.email)),
    lastSignInAt: member.lastSignInAt?.toISOString() ?? null,
  }));
}
