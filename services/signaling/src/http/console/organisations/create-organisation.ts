import { consoleApi } from '@visavis/protocol';
import { asManager } from '../../../administration/as-manager.ts';
import { createOrganisation as create } from '../../../administration/organisation.ts';
import { consoleRoute } from '../../mount.ts';
import { Refused } from '../../refused.ts';

/** What a reseller makes is its own. */
export const createOrganisation = consoleRoute(consoleApi.createOrganisation, call =>
  asManager(call, transaction => {
    const { scope, user, body, actor } = call;
    const own = scope === 'managed' ? user.organisationId : null;
    if (own !== null && body.resellerId !== null && body.resellerId !== own) throw new Refused('not_found');
    return create(transaction, { ...body, resellerId: own ?? body.resellerId }, actor);
  }),
);
