import { asPlatform, listPasswordHashes, type StaffUser } from '@visavis/db';
import type { Context } from '../context.ts';
import { Refused } from '../http/refused.ts';
import { release, type Examined } from './examine.ts';

async function hold(context: Context, user: StaffUser, password: string): Promise<string> {
  const { passwords, sql } = context;
  const { fault } = await passwords.judge(password, [user.name, user.email, user.organisationName]);
  if (fault !== null) throw new Refused('password_weak', 'newPassword');
  const before = await asPlatform(sql, transaction => listPasswordHashes(transaction, user.id));
  for (const hashed of before)
    if (await passwords.verify(hashed, password)) throw new Refused('password_used_before', 'newPassword');
  return passwords.hash(password);
}

/**
 * Holds a new password to the policy.
 * @param examined what let the person come so far: a password that is refused is no failure of theirs
 * @returns its hash
 * @throws Refused `password_weak`, `password_used_before`, `too_many_requests`
 */
export async function acceptPassword(
  context: Context,
  user: StaffUser,
  password: string,
  examined: Examined | undefined,
): Promise<string> {
  try {
    return await hold(context, user, password);
  } catch (error) {
    if (examined) await release(context, examined);
    throw error;
  }
}
