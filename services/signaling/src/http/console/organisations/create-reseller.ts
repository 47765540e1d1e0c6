import { consoleApi } from '@visavis/protocol';
import { asManager } from '../../../administration/as-manager.ts';
import { createOrganisation } from '../../../administration/organisation.ts';
import { consoleRoute } from '../../mount.ts';

export const createReseller = consoleRoute(consoleApi.createReseller, call =>
  asManager(call, transaction =>
    createOrganisation(transaction, { kind: 'reseller', ...call.body, resellerId: null }, call.actor),
  ),
);
