import { createHash } from 'node:crypto';
import {
  addAuditEvent,
  asPlatform,
  findStaff,
  findTotpEnrolment,
  lockInvitation,
  removeSessionsOf,
  setPassword,
  spendInvitation,
  type Invitation,
  type StaffUser,
  type Transaction,
} from '@visavis/db';
import type { InvitationView, RecoveryCodes, SecondFactor } from '@visavis/protocol';
import type { Context } from '../context.ts';
import { orNotFound, Refused } from '../http/refused.ts';
import { beginEnrolment, finishEnrolment } from './enrolment.ts';
import { examine, release, type Examined } from './examine.ts';
import { acceptPassword } from './new-password.ts';
import { spendSecondProof } from './second-factor.ts';
import { openTotpSecret, totpStep } from './totp.ts';

export const invitationSha384 = (token: string): Buffer => createHash('sha384').update(token).digest();

type Open = Invitation & { user: StaffUser };

/** @throws Refused `link_unknown`, `link_expired` or `link_spent` */
async function openInvitation(transaction: Transaction, token: string): Promise<Open> {
  const invitation = await lockInvitation(transaction, invitationSha384(token));
  if (!invitation) throw new Refused('link_unknown');
  if (invitation.used) throw new Refused('link_spent');
  if (invitation.expired) throw new Refused('link_expired');
  return { ...invitation, user: orNotFound(await findStaff(transaction, invitation.userId)) };
}

/** Each call gives another secret: who looked at the link before its person knows nothing afterwards. */
export const readInvitation = (context: Context, token: string): Promise<InvitationView> =>
  asPlatform(context.sql, async transaction => {
    const { user, setsPassword, setsTotp } = await openInvitation(transaction, token);
    return {
      user: { name: user.name, email: user.email },
      organisation: user.organisationName,
      setsPassword,
      totp: setsTotp ? await beginEnrolment(transaction, context.config.dataKek, user) : null,
    };
  });

type Acceptance = { token: string; password: string; secondFactor: SecondFactor; ip: string | undefined };

/** The step of the app's first code, or undefined. */
async function confirmedStep(
  { sql, config }: Context,
  userId: string,
  factor: SecondFactor,
): Promise<{ secretSealed: Buffer; step: number } | undefined> {
  if (factor.kind !== 'totp') return undefined;
  const secretSealed = await asPlatform(sql, transaction => findTotpEnrolment(transaction, userId));
  if (!secretSealed) return undefined;
  const step = await totpStep(openTotpSecret(config.dataKek, userId, secretSealed), factor.code);
  return step === undefined ? undefined : { secretSealed, step };
}

/** What the link does not set is examined like a sign-in, brakes and all. */
const examineRest = async (
  context: Context,
  open: Open,
  acceptance: Acceptance,
): Promise<Examined | undefined> =>
  open.setsPassword && open.setsTotp
    ? undefined
    : examine(
        context,
        { email: open.user.email, password: acceptance.password, secondFactor: acceptance.secondFactor },
        acceptance.ip,
      );

/**
 * Sets what the link sets, once.
 * @throws Refused with the link's code, `factors_refused`, `password_weak` or `password_used_before`
 */
export async function acceptInvitation(context: Context, acceptance: Acceptance): Promise<RecoveryCodes> {
  const { sql } = context;
  const open = await asPlatform(sql, transaction => openInvitation(transaction, acceptance.token));
  const { user, setsPassword, setsTotp } = open;
  const examined = await examineRest(context, open, acceptance);
  const isPasswordRight = setsPassword || examined?.passwordRight === true;
  const confirmed = setsTotp ? await confirmedStep(context, user.id, acceptance.secondFactor) : undefined;
  const refusal = new Refused('factors_refused');
  if (examined?.isLocked || !isPasswordRight || (setsTotp && !confirmed)) {
    await record(context, user, 'refused');
    throw refusal;
  }
  const passwordHash = setsPassword
    ? await acceptPassword(context, user, acceptance.password, examined)
    : undefined;
  const result = await asPlatform(sql, async transaction => {
    // once more, under the lock: of two who follow the link at once the second comes too late
    await openInvitation(transaction, acceptance.token);
    if (!setsTotp && examined && !(await spendSecondProof(transaction, user.id, examined.proof)))
      return undefined;
    if (passwordHash !== undefined) await setPassword(transaction, user.id, passwordHash);
    const codes = confirmed
      ? await finishEnrolment(transaction, user.id, confirmed.secretSealed, confirmed.step)
      : { recoveryCodes: [] };
    await spendInvitation(transaction, user.id);
    await removeSessionsOf(transaction, user.id);
    await addRecord(transaction, user, 'accepted');
    return codes;
  });
  if (!result) {
    await record(context, user, 'refused');
    throw refusal;
  }
  if (examined) await release(context, examined);
  return result;
}

const addRecord = (transaction: Transaction, user: StaffUser, what: 'accepted' | 'refused') =>
  addAuditEvent(transaction, {
    organisationId: user.organisationId,
    actor: { kind: 'user', id: user.id },
    action: `invitation.${what}`,
    subject: { kind: 'user', id: user.id },
  });

const record = (context: Context, user: StaffUser, what: 'refused') =>
  asPlatform(context.sql, transaction => addRecord(transaction, user, what));
