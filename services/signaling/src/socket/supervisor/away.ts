import { asOrganisation, releaseSupervisions } from '@visavis/db';
import type { SupervisorEnd } from '../end.ts';
import type { Live } from '../live.ts';
import { tellPeer } from '../peer.ts';

/**
 * A supervisor's console is gone: the other ends are told at once. The place in the call is kept for a while, so that
 * the page may be reloaded; the call goes on either way.
 */
export async function goAway(live: Live, end: SupervisorEnd): Promise<void> {
  const attemptIds = await asOrganisation(live.sql, end.organisationId, sql =>
    releaseSupervisions(sql, end.connectionId),
  );
  for (const attemptId of attemptIds) await tellPeer(live, end, attemptId, false);
}
