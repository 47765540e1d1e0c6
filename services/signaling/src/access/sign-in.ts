import { noteSignIn, rememberPlace, type HashedPlace, type StaffUser } from '@visavis/db';
import type { RiskSignal } from '@visavis/protocol';
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
  place: HashedPlace,
): Promise<StaffUser | undefined> {
  const examined = await examine(context, factors, ip);
  const settled = await settle(context, examined, 'sign_in', async (transaction, user, note) => {
    const { isBrowserFamiliar, isNetworkFamiliar } = await rememberPlace(transaction, user.id, place);
    await noteSignIn(transaction, user.id);
    const signals: RiskSignal[] = [];
    if (!isBrowserFamiliar) signals.push('browser_unfamiliar');
    if (!isNetworkFamiliar) signals.push('network_unfamiliar');
    note(signals);
    return user;
  });
  return settled?.value;
}
