import {
  addAuditEvent,
  asPlatform,
  findCredentials,
  findStaff,
  operatorId,
  type StaffUser,
  type Transaction,
} from '@visavis/db';
import type { RiskSignal, SecondFactor } from '@visavis/protocol';
import type { Context } from '../context.ts';
import { Refused } from '../http/refused.ts';
import { addressOf } from './address.ts';
import { readSecondFactor, spendSecondProof, type SecondProof } from './second-factor.ts';

/** What somebody claims to know. */
export type Factors = { email: string; password: string; secondFactor: SecondFactor };

/** Looked at, counted as a failure, and not yet settled. */
export type Examined = {
  email: string;
  address: string;
  userId: string;
  isLocked: boolean;
  passwordRight: boolean;
  /** Judged when it is spent. */
  proof: SecondProof;
};

/** A user id that nobody has: what must not be spent is asked for under it, at the same cost. */
const nobody = '00000000-0000-0000-0000-000000000000';

type Try = Pick<Examined, 'email' | 'address' | 'isLocked'>;

/** @throws Refused `too_many_requests` when the address is locked */
async function beginTry({ brakes }: Context, name: string, ip: string | undefined): Promise<Try> {
  const email = name.toLowerCase();
  const address = addressOf(ip);
  if (!(await brakes.address.begin(address))) throw new Refused('too_many_requests');
  const admitted = await brakes.account.begin(email);
  return { email, address, isLocked: !admitted };
}

/**
 * Looks at both factors. Unknown name, wrong password, wrong code and locked account take the same work.
 * @param ip where the request came from
 * @throws Refused `too_many_requests` when the address is locked or too much waits
 */
export async function examine(context: Context, factors: Factors, ip: string | undefined): Promise<Examined> {
  const { sql, passwords } = context;
  const begun = await beginTry(context, factors.email, ip);
  const credentials = await asPlatform(sql, transaction => findCredentials(transaction, begun.email));
  const passwordRight = await passwords.verify(credentials?.passwordHash ?? null, factors.password);
  const proof = await readSecondFactor(context, credentials, factors.secondFactor);
  return {
    ...begun,
    userId: credentials?.userId ?? nobody,
    passwordRight: passwordRight && credentials !== undefined,
    proof,
  };
}

/**
 * Looks at the second factor alone, of somebody whose session stands for the password; braked like both together.
 * @throws Refused `too_many_requests` when the address is locked
 */
export async function examineSecondFactor(
  context: Context,
  user: StaffUser,
  secondFactor: SecondFactor,
  ip: string | undefined,
): Promise<Examined> {
  const begun = await beginTry(context, user.email, ip);
  const credentials = await asPlatform(context.sql, transaction => findCredentials(transaction, begun.email));
  return {
    ...begun,
    userId: user.id,
    passwordRight: true,
    proof: await readSecondFactor(context, credentials, secondFactor),
  };
}

/**
 * Spends the second factor and, where all was right, acts, in one transaction with its record.
 * @param as what is recorded: `sign_in` gives `sign_in.done` or `sign_in.refused`
 * @param act may have noted with it what speaks against the person
 * @returns undefined when something was wrong, without saying what
 */
export async function settle<T>(
  context: Context,
  examined: Examined,
  as:
    | 'sign_in'
    | 'password_change'
    | 'totp_change'
    | 'recovery_codes_change'
    | 'passkey_change'
    | 'sessions_end'
    | 'confirmation',
  act: (
    transaction: Transaction,
    user: StaffUser,
    note: (signals: readonly RiskSignal[]) => void,
  ) => Promise<T>,
): Promise<{ value: T } | undefined> {
  const { userId, passwordRight, isLocked, proof } = examined;
  const isRight = passwordRight && !isLocked;
  const settled = await asPlatform(context.sql, async transaction => {
    const [spent, user] = await Promise.all([
      spendSecondProof(transaction, isRight ? userId : nobody, proof),
      findStaff(transaction, userId),
    ]);
    let signals: RiskSignal[] = [];
    const note = (noted: readonly RiskSignal[]) => {
      signals = [...noted];
    };
    const result = user && spent ? { value: await act(transaction, user, note) } : undefined;
    // a name that there is not goes on record like any other, with the operator: writing takes time too
    await addAuditEvent(transaction, {
      organisationId: user?.organisationId ?? operatorId,
      actor: { kind: 'user', id: userId },
      action: `${as}.${result ? 'done' : 'refused'}`,
      subject: { kind: 'user', id: userId },
      payload: {
        factor: proof.kind,
        ...(result ? {} : { locked: isLocked }),
        ...(signals.length > 0 ? { signals } : {}),
      },
    });
    return result;
  });
  if (!settled) return undefined;
  await release(context, examined);
  return settled;
}

/** Nothing had failed after all. */
export async function release({ brakes }: Context, { email, address }: Examined): Promise<void> {
  await Promise.all([brakes.account.forget(email), brakes.address.succeed(address)]);
}
