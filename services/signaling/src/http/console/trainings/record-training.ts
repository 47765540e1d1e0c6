import { asOrganisation, listTrainedPeople } from '@visavis/db';
import { consoleApi } from '@visavis/protocol';
import { recordTraining as record } from '../../../access/training.ts';
import { consoleRoute } from '../../mount.ts';
import { orNotFound } from '../../refused.ts';

export const recordTraining = consoleRoute(
  consoleApi.recordTraining,
  ({ context, user: { organisationId }, actor, params, body }) =>
    asOrganisation(context.sql, organisationId, async transaction => {
      const person = async () =>
        orNotFound((await listTrainedPeople(transaction, organisationId, params.id))[0]);
      await person();
      await record(transaction, { organisationId, userId: params.id, ...body }, actor);
      return person();
    }),
);
