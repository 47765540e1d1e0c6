import { addAuditEvent, endSession as end } from '@visavis/db';
import { consoleApi, secondFactorOf } from '@visavis/protocol';
import { examine, settle } from '../../../access/examine.ts';
import { consoleRoute } from '../../mount.ts';
import { Refused } from '../../refused.ts';

export const endSession = consoleRoute(
  consoleApi.endSession,
  async ({ context, user, actor, request, params, body: { password, ...either } }) => {
    const factors = { email: user.email, password, secondFactor: secondFactorOf(either) };
    const examined = await examine(context, factors, request.ip);
    const settled = await settle(context, examined, 'sessions_end', async transaction => {
      if (!(await end(transaction, user.id, params.id))) return false;
      await addAuditEvent(transaction, {
        organisationId: user.organisationId,
        actor,
        action: 'sessions.ended',
        subject: { kind: 'user', id: user.id },
        payload: { sessions: 1 },
      });
      return true;
    });
    if (!settled) throw new Refused('factors_refused');
    if (!settled.value) throw new Refused('not_found');
  },
);
