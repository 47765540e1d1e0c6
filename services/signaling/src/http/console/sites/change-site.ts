import { asOrganisation } from '@visavis/db';
import { consoleApi } from '@visavis/protocol';
import { changeSite as change } from '../../../access/site.ts';
import { consoleRoute } from '../../mount.ts';

export const changeSite = consoleRoute(consoleApi.changeSite, ({ context, user, actor, params, body }) =>
  asOrganisation(context.sql, user.organisationId, transaction =>
    change(transaction, params.id, body, actor),
  ),
);
