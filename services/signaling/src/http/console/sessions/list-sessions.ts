import { listSessions as list } from '@visavis/db';
import { consoleApi } from '@visavis/protocol';
import { sessionSha384 } from '../../../access/session-store.ts';
import { consoleRoute } from '../../mount.ts';
import { viewOwnSession } from '../../views.ts';

export const listSessions = consoleRoute(consoleApi.listSessions, async ({ context, user, request }) => {
  const sessions = await list(context.sql, user.id, sessionSha384(request.sessionID));
  return { items: sessions.map(viewOwnSession) };
});
