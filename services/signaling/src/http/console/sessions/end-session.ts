import { addAuditEvent, asOrganisation, endSession as end } from '@visavis/db';
import { consoleApi } from '@visavis/protocol';
import { consoleRoute } from '../../mount.ts';
import { Refused } from '../../refused.ts';

export const endSession = consoleRoute(consoleApi.endSession, async ({ context, user, actor, params }) => {
  await asOrganisation(context.sql, user.organisationId, async transaction => {
    if (!(await end(transaction, user.id, params.id))) throw new Refused('not_found');
    await addAuditEvent(transaction, {
      organisationId: user.organisationId,
      actor,
      action: 'sessions.ended',
      subject: { kind: 'user', id: user.id },
      payload: { sessions: 1 },
    });
  });
});
