import { addAuditEvent, asPlatform, findTotpEnrolment, removeSessionsOf } from '@visavis/db';
import { consoleApi } from '@visavis/protocol';
import { beginSession } from '../../../access/authenticator.ts';
import { finishEnrolment } from '../../../access/enrolment.ts';
import { openTotpSecret, totpStep } from '../../../access/totp.ts';
import { consoleRoute } from '../../mount.ts';
import { Refused } from '../../refused.ts';

/** Both factors were shown when it began; whoever has the new secret, and only they, can go on. */
export const confirmTotpChange = consoleRoute(
  consoleApi.confirmTotpChange,
  async ({ context, actor, user, request, body }) => {
    const codes = await asPlatform(context.sql, async transaction => {
      const secretSealed = await findTotpEnrolment(transaction, user.id);
      const step =
        secretSealed &&
        (await totpStep(openTotpSecret(context.config.dataKek, user.id, secretSealed), body.totp));
      if (!secretSealed || step === undefined) throw new Refused('factors_refused');
      const made = await finishEnrolment(transaction, user.id, secretSealed, step);
      await removeSessionsOf(transaction, user.id);
      const subject = { kind: 'user', id: user.id } as const;
      await addAuditEvent(transaction, {
        organisationId: user.organisationId,
        actor,
        action: 'totp.enrolled',
        subject,
      });
      return made;
    });
    await beginSession(request, user, { place: context.places.of(request), shown: 'totp' });
    return codes;
  },
);
