import { asOrganisation } from '@visavis/db';
import { consoleApi } from '@visavis/protocol';
import { addSite as add } from '../../../access/site.ts';
import { consoleRoute } from '../../mount.ts';

export const addSite = consoleRoute(consoleApi.addSite, ({ context, user, actor, body }) =>
  asOrganisation(context.sql, user.organisationId, transaction =>
    add(transaction, user.organisationId, body, actor),
  ),
);
