import { asOrganisation } from '@visavis/db';
import { consoleApi } from '@visavis/protocol';
import { endSessionsOf } from '../../../access/end-sessions.ts';
import { sessionSha384 } from '../../../access/session-store.ts';
import { consoleRoute } from '../../mount.ts';

export const endOtherSessions = consoleRoute(
  consoleApi.endOtherSessions,
  async ({ context, user, actor, request }) => {
    await asOrganisation(context.sql, user.organisationId, transaction =>
      endSessionsOf(transaction, user, actor, sessionSha384(request.sessionID)),
    );
  },
);
