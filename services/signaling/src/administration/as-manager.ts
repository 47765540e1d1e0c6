import {
  asOrganisation,
  enterTenant,
  findManagedOrganisation,
  type Organisation,
  type StaffUser,
  type Transaction,
} from '@visavis/db';
import type { Scope } from '@visavis/protocol';
import { orNotFound, Refused } from '../http/refused.ts';
import type { Context } from '../context.ts';

/** For whom a person administers, and as far as the table lets them. */
export type Manager = { context: Pick<Context, 'sql'>; user: StaffUser; scope: Scope };

/** A transaction that sees what the person's organisation has or manages, and nothing else. */
export const asManager = <T>(
  { context, user: { organisationId, organisationKind } }: Manager,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> =>
  asOrganisation(context.sql, organisationId, async transaction => {
    if (organisationKind === 'tenant') await enterTenant(transaction, organisationId);
    return work(transaction);
  });

/** Policies show a reseller its own people and itself too; managing them is the operator's. */
export const isManaged = ({ scope, user }: Manager, organisationId: string): boolean =>
  scope !== 'managed' || organisationId !== user.organisationId;

/** @throws Refused `not_found`, whether it is another's or nobody's */
export async function managedOrganisation(
  transaction: Transaction,
  manager: Manager,
  id: string,
): Promise<Organisation> {
  const organisation = orNotFound(await findManagedOrganisation(transaction, id));
  if (!isManaged(manager, id)) throw new Refused('not_found');
  return organisation;
}
