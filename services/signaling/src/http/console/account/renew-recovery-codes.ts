import { consoleApi, secondFactorOf } from '@visavis/protocol';
import { renewRecoveryCodes as renew } from '../../../access/enrolment.ts';
import { examine, settle } from '../../../access/examine.ts';
import { consoleRoute } from '../../mount.ts';
import { Refused } from '../../refused.ts';

export const renewRecoveryCodes = consoleRoute(
  consoleApi.renewRecoveryCodes,
  async ({ context, user, request, body: { password, ...either } }) => {
    const factors = { email: user.email, password, secondFactor: secondFactorOf(either) };
    const examined = await examine(context, factors, request.ip);
    const renewed = await settle(context, examined, 'recovery_codes_change', transaction =>
      renew(transaction, user.id),
    );
    if (!renewed) throw new Refused('factors_refused');
    return renewed.value;
  },
);
