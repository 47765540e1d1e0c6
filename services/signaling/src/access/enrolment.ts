import { beginTotpEnrolment, replaceRecoveryCodes, setTotp, type Transaction } from '@visavis/db';
import type { RecoveryCodes, TotpEnrolment } from '@visavis/protocol';
import { newRecoveryCodes, recoveryCodeSha384 } from './recovery-code.ts';
import { newTotpSecret, sealTotpSecret, totpUri } from './totp.ts';

/** For the phone to be found and the app to be opened. */
const validMinutes = 10;

/** A secret for the person's app, good for nothing until a code of it has come back. */
export async function beginEnrolment(
  transaction: Transaction,
  kek: Buffer,
  { id, email }: { id: string; email: string },
): Promise<TotpEnrolment> {
  const secret = newTotpSecret();
  await beginTotpEnrolment(transaction, id, sealTotpSecret(kek, id, secret), validMinutes);
  return { secret, uri: totpUri(secret, email) };
}

/** @returns the codes, this once */
export async function renewRecoveryCodes(transaction: Transaction, userId: string): Promise<RecoveryCodes> {
  const recoveryCodes = newRecoveryCodes();
  await replaceRecoveryCodes(transaction, userId, recoveryCodes.map(recoveryCodeSha384));
  return { recoveryCodes };
}

/** Codes of the old secret, and the recovery codes that came with it, are void from now on. */
export async function finishEnrolment(
  transaction: Transaction,
  userId: string,
  secretSealed: Buffer,
  step: number,
): Promise<RecoveryCodes> {
  await setTotp(transaction, userId, secretSealed, step);
  return renewRecoveryCodes(transaction, userId);
}
