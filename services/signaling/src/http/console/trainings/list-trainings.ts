import { asOrganisation, listTrainedPeople } from '@visavis/db';
import { consoleApi } from '@visavis/protocol';
import { consoleRoute } from '../../mount.ts';

export const listTrainings = consoleRoute(consoleApi.listTrainings, async ({ context, user }) => ({
  items: await asOrganisation(context.sql, user.organisationId, transaction =>
    listTrainedPeople(transaction, user.organisationId),
  ),
}));
