import { confirmSession as confirm } from '@visavis/db';
import { consoleApi, secondFactorOf } from '@visavis/protocol';
import { examineSecondFactor, settle } from '../../../access/examine.ts';
import { sessionSha384 } from '../../../access/session-store.ts';
import { consoleRoute } from '../../mount.ts';
import { Refused } from '../../refused.ts';

/** The code was right and is spent: this session, and no other, may do what matters most for a while. */
export const confirmSession = consoleRoute(
  consoleApi.confirmSession,
  async ({ context, user, request, body }) => {
    const examined = await examineSecondFactor(context, user, secondFactorOf(body), request.ip);
    const confirmed = await settle(context, examined, 'confirmation', transaction =>
      confirm(transaction, sessionSha384(request.sessionID)),
    );
    if (!confirmed) throw new Refused('factors_refused');
  },
);
