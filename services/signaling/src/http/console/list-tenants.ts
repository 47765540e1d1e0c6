import { asOrganisation, tenantsOf } from '@visavis/db';
import { consoleApi } from '@visavis/protocol';
import { consoleRoute } from '../mount.ts';

export const listTenants = consoleRoute(
  consoleApi.listTenants,
  async ({ context, user: { organisationId } }) => ({
    items: await asOrganisation(context.sql, organisationId, transaction =>
      tenantsOf(transaction, organisationId),
    ),
  }),
);
