import { randomBytes, randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import {
  addAuditEvent,
  addStaff,
  disableMember,
  enableMember,
  forgetCredentials,
  forgetPlaces,
  removeSessionsOf,
  replaceInvitation,
  setRoles,
  type Actor,
  type Member,
  type Organisation,
  type Transaction,
} from '@visavis/db';
import { hasRolesOfKind, type Role, type UserLink } from '@visavis/protocol';
import { Refused } from '../http/refused.ts';
import type { Brakes } from './brakes.ts';
import { invitationSha384 } from './invitation.ts';

/** Long enough for a weekend, short enough that a lost link is soon worth nothing. */
const validHours = 72;

/** What a link sets. What it does not set, the person has to show. */
type Sets = { password: boolean; totp: boolean };

/**
 * @returns the link, this once: the token is in the fragment, which browsers send to no server, and is stored hashed
 */
async function invite(
  transaction: Transaction,
  agentOrigin: string,
  userId: string,
  sets: Sets,
): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await replaceInvitation(transaction, {
    userId,
    tokenSha384: invitationSha384(token),
    setsPassword: sets.password,
    setsTotp: sets.totp,
    hours: validHours,
  });
  return `${agentOrigin}/#/invitation/${token}`;
}

export type NewAccount = {
  organisation: Pick<Organisation, 'id' | 'kind'>;
  email: string;
  name: string;
  roles: readonly Role[];
};

/**
 * Makes an account that nobody can sign in to until its person has followed the link.
 * @param transaction of the platform's
 * @throws Refused `invalid_request` for roles of another kind of organisation
 */
export async function createAccount(
  transaction: Transaction,
  agentOrigin: string,
  { organisation, email, name, roles }: NewAccount,
  actor: Actor,
): Promise<UserLink> {
  if (!hasRolesOfKind(organisation.kind, roles)) throw new Refused('invalid_request', 'roles');
  const id = randomUUID();
  await addStaff(transaction, {
    id,
    organisationId: organisation.id,
    email,
    name,
    roles,
    passwordHash: null,
    passwordMustChange: false,
    totpSecretSealed: null,
  });
  const link = await invite(transaction, agentOrigin, id, { password: true, totp: true });
  await addAuditEvent(transaction, {
    organisationId: organisation.id,
    actor,
    action: 'account.created',
    subject: { kind: 'user', id },
    payload: { roles: [...roles] },
  });
  return { id, link };
}

/**
 * Makes what the person lost worthless at once, ends all their sessions, forgets where they were, and gives a link to set it anew, with whatever
 * an earlier link should have set and did not. Whoever resets learns nothing and chooses nothing; the link alone is not
 * enough where one factor is left, since that one is asked for. It goes to the person by the administrator's hand, not by
 * mail: a mailbox is no second channel for someone who may have lost the phone with it, and who hands it over has to know
 * the person.
 * @param transaction of the platform's
 * @throws Refused `wrong_state` for an account that is disabled
 */
export async function resetAccount(
  transaction: Transaction,
  agentOrigin: string,
  member: Member,
  lost: Sets,
  actor: Actor,
): Promise<UserLink> {
  if (member.isDisabled) throw new Refused('wrong_state');
  const { id } = member;
  const sets = { password: lost.password || !member.hasPassword, totp: lost.totp || !member.hasTotp };
  await forgetCredentials(transaction, id, sets);
  await forgetPlaces(transaction, id);
  await removeSessionsOf(transaction, id);
  const link = await invite(transaction, agentOrigin, id, sets);
  await record(transaction, member, actor, { action: 'account.reset', payload: sets });
  return { id, link };
}

/**
 * Ends the lock of an account before its time.
 * @throws Refused `wrong_state` for an account that is disabled
 */
export async function unlockAccount(
  transaction: Transaction,
  brakes: Brakes,
  member: Member,
  actor: Actor,
): Promise<void> {
  if (member.isDisabled) throw new Refused('wrong_state');
  await record(transaction, member, actor, { action: 'account.unlocked' });
  await brakes.account.forget(member.email);
}

/** Nobody signs in to it any more, and all its sessions end. @throws constraint `last_administrator` */
export async function disableAccount(transaction: Transaction, member: Member, actor: Actor): Promise<void> {
  if (member.isDisabled) return;
  await disableMember(transaction, member.id);
  await record(transaction, member, actor, { action: 'account.disabled' });
}

export async function enableAccount(transaction: Transaction, member: Member, actor: Actor): Promise<void> {
  if (!member.isDisabled) return;
  await enableMember(transaction, member.id);
  await record(transaction, member, actor, { action: 'account.enabled' });
}

/**
 * @throws Refused `invalid_request` for roles of another kind of organisation
 * @throws constraint `last_administrator`
 */
export async function changeRoles(
  transaction: Transaction,
  member: Member,
  roles: readonly Role[],
  actor: Actor,
): Promise<void> {
  if (!hasRolesOfKind(member.organisationKind, roles)) throw new Refused('invalid_request', 'roles');
  const [from, to] = [[...member.roles].sort(), [...roles].sort()];
  if (isDeepStrictEqual(from, to)) return;
  await setRoles(transaction, member.id, to);
  await record(transaction, member, actor, { action: 'account.roles_changed', payload: { from, to } });
}

type Act =
  | { action: 'account.reset'; payload: Sets }
  | { action: 'account.roles_changed'; payload: { from: Role[]; to: Role[] } }
  | { action: 'account.unlocked' | 'account.disabled' | 'account.enabled' };

const record = (
  transaction: Transaction,
  { id, organisationId }: Member,
  actor: Actor,
  act: Act,
): Promise<void> =>
  addAuditEvent(transaction, { organisationId, actor, subject: { kind: 'user', id }, ...act });
