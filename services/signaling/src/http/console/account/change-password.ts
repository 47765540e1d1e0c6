import { removeSessionsOf, setPassword } from '@visavis/db';
import { consoleApi, secondFactorOf } from '@visavis/protocol';
import { beginSession } from '../../../access/authenticator.ts';
import { examine, settle } from '../../../access/examine.ts';
import { acceptPassword } from '../../../access/new-password.ts';
import { consoleRoute } from '../../mount.ts';
import { Refused } from '../../refused.ts';

/** The new password is judged only for who has shown the present one; the code is spent only with the change. */
export const changePassword = consoleRoute(
  consoleApi.changePassword,
  async ({ context, user, request, body: { password, newPassword, ...either } }) => {
    const factors = { email: user.email, password, secondFactor: secondFactorOf(either) };
    const examined = await examine(context, factors, request.ip);
    const isRight = examined.passwordRight && !examined.isLocked;
    const passwordHash = isRight ? await acceptPassword(context, user, newPassword, examined) : undefined;
    const changed = await settle(context, examined, 'password_change', async transaction => {
      if (passwordHash === undefined) return;
      await setPassword(transaction, user.id, passwordHash);
      await removeSessionsOf(transaction, user.id);
    });
    if (!changed) throw new Refused('factors_refused');
    const place = context.places.of(request);
    const { secondFactor: begunWith } = request.session;
    await beginSession(request, user, { place, shown: examined.proof.kind, begunWith });
  },
);
