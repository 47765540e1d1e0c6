import { randomBytes } from 'node:crypto';
import {
  addAuditEvent,
  addStaff,
  findStaff,
  forgetCredentials,
  removeSessionsOf,
  replaceInvitation,
  type Actor,
  type Transaction,
} from '@visavis/db';
import type { Role } from '@visavis/protocol';
import type { Context } from '../context.ts';
import { orNotFound } from '../http/refused.ts';
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

type NewAccount = { id: string; organisationId: string; email: string; name: string; roles: readonly Role[] };

/**
 * Makes an account that nobody can sign in to until its person has followed the link.
 * @param transaction of the platform's
 */
export async function createAccount(
  transaction: Transaction,
  agentOrigin: string,
  account: NewAccount,
  actor: Actor,
): Promise<{ link: string }> {
  await addStaff(transaction, {
    ...account,
    passwordHash: null,
    passwordMustChange: false,
    totpSecretSealed: null,
  });
  const link = await invite(transaction, agentOrigin, account.id, { password: true, totp: true });
  await addAuditEvent(transaction, {
    organisationId: account.organisationId,
    actor,
    action: 'account.created',
    subject: { kind: 'user', id: account.id },
    payload: { roles: [...account.roles] },
  });
  return { link };
}

/**
 * Makes what the person lost worthless at once, ends all their sessions, and gives a link to set it anew. Whoever
 * resets learns nothing and chooses nothing; the link alone is not enough where one factor is left, since that one is
 * asked for. It goes to the person by the administrator's hand, not by mail: a mailbox is no second channel for someone
 * who may have lost the phone with it, and who hands it over has to know the person.
 * @param transaction of the platform's
 * @throws Refused `not_found`
 */
export async function resetAccount(
  transaction: Transaction,
  agentOrigin: string,
  userId: string,
  lost: Sets,
  actor: Actor,
): Promise<{ link: string }> {
  const user = orNotFound(await findStaff(transaction, userId));
  await forgetCredentials(transaction, userId, lost);
  await removeSessionsOf(transaction, userId);
  const link = await invite(transaction, agentOrigin, userId, lost);
  await addAuditEvent(transaction, {
    organisationId: user.organisationId,
    actor,
    action: 'account.reset',
    subject: { kind: 'user', id: userId },
    payload: { password: lost.password, totp: lost.totp },
  });
  return { link };
}

/**
 * Ends the lock of an account before its time.
 * @param transaction of the platform's
 * @throws Refused `not_found`
 */
export async function unlockAccount(
  transaction: Transaction,
  { brakes }: Pick<Context, 'brakes'>,
  userId: string,
  actor: Actor,
): Promise<void> {
  const user = orNotFound(await findStaff(transaction, userId));
  await addAuditEvent(transaction, {
    organisationId: user.organisationId,
    actor,
    action: 'account.unlocked',
    subject: { kind: 'user', id: userId },
  });
  await brakes.account.forget(user.email);
}
