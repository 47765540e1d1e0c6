import {
  addAuditEvent,
  asPlatform,
  beginSignIn,
  findStaff,
  spendTotpStep,
  type StaffUser,
} from '@visavis/db';
import type { Context } from '../context.ts';
import { verifyPassword } from './password.ts';
import { newTotpSecret, openTotpSecret, totpStep } from './totp.ts';

export type Factors = { email: string; password: string; totp: string };

/** So that a name nobody has costs a TOTP check too. */
const nobodys = newTotpSecret();

/**
 * Both factors or nothing. Unknown name, wrong password, wrong or spent code and locked account take the same work and
 * give the same answer.
 * @throws Refused `too_many_requests`
 */
export async function signIn(context: Context, factors: Factors): Promise<StaffUser | undefined> {
  const { sql, config } = context;
  const email = factors.email.toLowerCase();
  const { admitted, credentials } = await asPlatform(sql, transaction => beginSignIn(transaction, email));
  const passwordRight = await verifyPassword(credentials?.passwordHash, factors.password);
  const secret = credentials
    ? openTotpSecret(config.dataKek, credentials.userId, credentials.totpSecretSealed)
    : nobodys;
  const step = await totpStep(secret, factors.totp);
  return asPlatform(sql, async transaction => {
    const right = admitted && passwordRight && step !== undefined;
    const userId = credentials?.userId ?? '00000000-0000-0000-0000-000000000000';
    const spent = right && (await spendTotpStep(transaction, userId, step));
    const user = await findStaff(transaction, userId);
    if (!user) return undefined;
    await addAuditEvent(transaction, {
      tenantId: user.tenantId,
      actor: { kind: 'user', id: user.id },
      action: spent ? 'sign_in.done' : 'sign_in.refused',
      subject: { kind: 'user', id: user.id },
      payload: spent ? {} : { locked: !admitted },
    });
    return spent ? user : undefined;
  });
}
