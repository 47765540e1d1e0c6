import { consoleApi, secondFactorOf } from '@visavis/protocol';
import { examine, settle } from '../../../access/examine.ts';
import { beginRegistration } from '../../../access/passkey.ts';
import { consoleRoute } from '../../mount.ts';
import { Refused } from '../../refused.ts';

export const beginPasskey = consoleRoute(
  consoleApi.beginPasskey,
  async ({ context, user, request, body: { password, ...either } }) => {
    const factors = { email: user.email, password, secondFactor: secondFactorOf(either) };
    const examined = await examine(context, factors, request.ip);
    const begun = await settle(context, examined, 'passkey_change', transaction =>
      beginRegistration(transaction, context.config.agentOrigin, user),
    );
    if (!begun) throw new Refused('factors_refused');
    return begun.value;
  },
);
