import { asOrganisation } from '@visavis/db';
import { consoleApi } from '@visavis/protocol';
import { removeSite as remove } from '../../../access/site.ts';
import { consoleRoute } from '../../mount.ts';

export const removeSite = consoleRoute(consoleApi.removeSite, ({ context, user, actor, params }) =>
  asOrganisation(context.sql, user.organisationId, transaction => remove(transaction, params.id, actor)),
);
