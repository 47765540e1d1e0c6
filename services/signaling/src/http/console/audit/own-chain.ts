import { asOrganisation, enterTenant, type StaffUser, type Transaction } from '@visavis/db';
import { auditFilters, type AuditFilter } from '@visavis/protocol';
import type { Context } from '../../../context.ts';

/** Sees the chain of the person's organisation, its people and, if it is a tenant, its keys. */
export const inOwnChain = <T>(
  { sql }: Context,
  { organisationId, organisationKind }: StaffUser,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> =>
  asOrganisation(sql, organisationId, async transaction => {
    if (organisationKind === 'tenant') await enterTenant(transaction, organisationId);
    return work(transaction);
  });

export const usedFilters = (filter: AuditFilter) => auditFilters.filter(name => filter[name] !== undefined);
