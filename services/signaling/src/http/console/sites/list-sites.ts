import { asOrganisation, listSites as list } from '@visavis/db';
import { consoleApi } from '@visavis/protocol';
import { bareAddress } from '../../../access/address.ts';
import { consoleRoute } from '../../mount.ts';

export const listSites = consoleRoute(consoleApi.listSites, async ({ context, user, request }) => ({
  items: await asOrganisation(context.sql, user.organisationId, transaction =>
    list(transaction, user.organisationId),
  ),
  address: bareAddress(request.ip) ?? '',
}));
