import { addAuditEvent, removePasskey as remove, removeSessionsOf } from '@visavis/db';
import { consoleApi, secondFactorOf } from '@visavis/protocol';
import { beginSession } from '../../../access/authenticator.ts';
import { examine, settle } from '../../../access/examine.ts';
import { consoleRoute } from '../../mount.ts';
import { Refused } from '../../refused.ts';

/** A passkey that was lost opens nothing from now on: neither does a session that it began. */
export const removePasskey = consoleRoute(
  consoleApi.removePasskey,
  async ({ context, user, actor, request, params, body: { password, ...either } }) => {
    const factors = { email: user.email, password, secondFactor: secondFactorOf(either) };
    const examined = await examine(context, factors, request.ip);
    const settled = await settle(context, examined, 'passkey_change', async transaction => {
      if (!(await remove(transaction, user.id, params.id))) return false;
      await removeSessionsOf(transaction, user.id);
      await addAuditEvent(transaction, {
        organisationId: user.organisationId,
        actor,
        action: 'passkey.removed',
        subject: { kind: 'user', id: user.id },
      });
      return true;
    });
    if (!settled) throw new Refused('factors_refused');
    if (!settled.value) throw new Refused('not_found');
    await beginSession(request, user, { place: context.places.of(request), shown: examined.proof.kind });
  },
);
