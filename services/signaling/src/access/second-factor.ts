import {
  spendRecoveryCode,
  spendTotpStep,
  usePasskey,
  type Credentials,
  type Transaction,
} from '@visavis/db';
import type { SecondFactor } from '@visavis/protocol';
import type { Context } from '../context.ts';
import { readAssertion, type PasskeyUse } from './passkey.ts';
import { recoveryCodeSha384 } from './recovery-code.ts';
import { newTotpSecret, openTotpSecret, totpStep } from './totp.ts';

/**
 * What was shown besides the password, looked at but not yet spent: only its spending, in the transaction that lets the
 * person do something, says whether it was good. A wrong one cannot be spent.
 */
export type SecondProof =
  | { kind: 'totp'; step: number }
  | { kind: 'recovery_code'; sha384: Buffer }
  | { kind: 'passkey'; use: PasskeyUse };

/** Before all that can be spent: the database accepts only a greater one than the last. */
const noStep = 0;
/** Of no passkey. */
const noUse = { id: '00000000-0000-0000-0000-000000000000', counter: 0 };

/** So that a name nobody has costs the same. */
const nobodys = newTotpSecret();

export async function readSecondFactor(
  context: Pick<Context, 'sql' | 'config'>,
  credentials: Pick<Credentials, 'userId' | 'totpSecretSealed'> | undefined,
  factor: SecondFactor,
): Promise<SecondProof> {
  if (factor.kind === 'recovery_code')
    return { kind: 'recovery_code', sha384: recoveryCodeSha384(factor.code) };
  if (factor.kind === 'passkey')
    return { kind: 'passkey', use: await readAssertion(context, credentials?.userId, factor.assertion) };
  const secret = credentials?.totpSecretSealed
    ? openTotpSecret(context.config.dataKek, credentials.userId, credentials.totpSecretSealed)
    : nobodys;
  const step = await totpStep(secret, factor.code);
  return { kind: 'totp', step: credentials?.totpSecretSealed ? (step ?? noStep) : noStep };
}

/** @returns false when it was wrong or spent before */
export function spendSecondProof(
  transaction: Transaction,
  userId: string,
  proof: SecondProof,
): Promise<boolean> {
  if (proof.kind === 'totp') return spendTotpStep(transaction, userId, proof.step);
  if (proof.kind === 'recovery_code') return spendRecoveryCode(transaction, userId, proof.sha384);
  return usePasskey(transaction, userId, proof.use ?? noUse);
}
