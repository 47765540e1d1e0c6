import { consoleApi, secondFactorOf } from '@visavis/protocol';
import { endSessionsOf } from '../../../access/end-sessions.ts';
import { examine, settle } from '../../../access/examine.ts';
import { sessionSha384 } from '../../../access/session-store.ts';
import { consoleRoute } from '../../mount.ts';
import { Refused } from '../../refused.ts';

export const endOtherSessions = consoleRoute(
  consoleApi.endOtherSessions,
  async ({ context, user, actor, request, body: { password, ...either } }) => {
    const factors = { email: user.email, password, secondFactor: secondFactorOf(either) };
    const examined = await examine(context, factors, request.ip);
    const settled = await settle(context, examined, 'sessions_end', transaction =>
      endSessionsOf(transaction, user, actor, sessionSha384(request.sessionID)),
    );
    if (!settled) throw new Refused('factors_refused');
  },
);
