import { consoleApi, secondFactorOf } from '@visavis/protocol';
import { beginEnrolment } from '../../../access/enrolment.ts';
import { examine, settle } from '../../../access/examine.ts';
import { consoleRoute } from '../../mount.ts';
import { Refused } from '../../refused.ts';

export const beginTotpChange = consoleRoute(
  consoleApi.beginTotpChange,
  async ({ context, user, request, body: { password, ...either } }) => {
    const factors = { email: user.email, password, secondFactor: secondFactorOf(either) };
    const examined = await examine(context, factors, request.ip);
    const begun = await settle(context, examined, 'totp_change', transaction =>
      beginEnrolment(transaction, context.config.dataKek, user),
    );
    if (!begun) throw new Refused('factors_refused');
    return begun.value;
  },
);
