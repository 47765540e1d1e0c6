import { enterPlatform, lockMember, type Member, type Transaction } from '@visavis/db';
import { asManager, isManaged, type Manager } from '../../../administration/as-manager.ts';
import { orNotFound, Refused } from '../../refused.ts';

/**
 * Works on an account that the person administers, with the platform's rights from then on: what a sign-in hangs on is
 * shown to nobody else.
 * @throws Refused `not_found`, whether it is another's or nobody's; `own_account`
 */
export const onManagedUser = <T>(
  manager: Manager,
  userId: string,
  work: (transaction: Transaction, member: Member) => Promise<T>,
): Promise<T> =>
  asManager(manager, async transaction => {
    const member = orNotFound(await lockMember(transaction, userId));
    if (!isManaged(manager, member.organisationId)) throw new Refused('not_found');
    if (member.id === manager.user.id) throw new Refused('own_account');
    await enterPlatform(transaction);
    return work(transaction, member);
  });
