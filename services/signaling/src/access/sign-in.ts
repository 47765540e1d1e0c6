import { noteSignIn, type StaffUser } from '@visavis/db';
import type { Context } from '../context.ts';
import { examine, settle, type Factors } from './examine.ts';

/**
 * Both factors or nothing: undefined never says which was wrong.
 * @throws Refused `too_many_requests`
 */
export async function signIn(
  context: Context,
  factors: Factors,
  ip: string | undefined,
): Promise<StaffUser | undefined> {
  const examined = await examine(context, factors, ip);
  const settled = await settle(context, examined, 'sign_in', async (transaction, user) => {
    await noteSignIn(transaction, user.id);
    return user;
  });
  return settled?.value;
}
