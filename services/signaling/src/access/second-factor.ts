import { spendRecoveryCode, spendTotpStep, type Credentials, type Transaction } from '@visavis/db';
import type { SecondFactor } from '@visavis/protocol';
import { recoveryCodeSha384 } from './recovery-code.ts';
import { newTotpSecret, openTotpSecret, totpStep } from './totp.ts';

/**
 * What was shown besides the password, looked at but not yet spent: only its spending, in the transaction that lets the
 * person do something, says whether it was good. A wrong one cannot be spent.
 */
export type SecondProof = { kind: 'totp'; step: number } | { kind: 'recovery_code'; sha384: Buffer };

/** Before all that can be spent: the database accepts only a greater one than the last. */
const noStep = 0;

/** So that a name nobody has costs the same. */
const nobodys = newTotpSecret();

export async function readSecondFactor(
  kek: Buffer,
  credentials: Pick<Credentials, 'userId' | 'totpSecretSealed'> | undefined,
  factor: SecondFactor,
): Promise<SecondProof> {
  if (factor.kind === 'recovery_code')
    return { kind: 'recovery_code', sha384: recoveryCodeSha384(factor.code) };
  const secret = credentials?.totpSecretSealed
    ? openTotpSecret(kek, credentials.userId, credentials.totpSecretSealed)
    : nobodys;
  const step = await totpStep(secret, factor.code);
  return { kind: 'totp', step: credentials?.totpSecretSealed ? (step ?? noStep) : noStep };
}

/** @returns false when it was wrong or spent before */
export const spendSecondProof = (
  transaction: Transaction,
  userId: string,
  proof: SecondProof,
): Promise<boolean> =>
  proof.kind === 'totp'
    ? spendTotpStep(transaction, userId, proof.step)
    : spendRecoveryCode(transaction, userId, proof.sha384);
