import { addAuditEvent, removeSessionsOf } from '@visavis/db';
import { consoleApi } from '@visavis/protocol';
import { beginSession } from '../../../access/authenticator.ts';
import { finishRegistration } from '../../../access/passkey.ts';
import { consoleRoute } from '../../mount.ts';

/** Both factors were shown when it began; it ends all other sessions, and this one goes on under another id. */
export const addPasskey = consoleRoute(
  consoleApi.addPasskey,
  async ({ context, user, actor, request, body }) => {
    await finishRegistration(context, user, body, async transaction => {
      await removeSessionsOf(transaction, user.id);
      await addAuditEvent(transaction, {
        organisationId: user.organisationId,
        actor,
        action: 'passkey.added',
        subject: { kind: 'user', id: user.id },
      });
    });
    const place = context.places.of(request);
    await beginSession(request, user, { place, shown: 'passkey', begunWith: request.session.secondFactor });
  },
);
