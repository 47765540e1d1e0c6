import { asPlatform, mediaSessions, type MediaSession } from '@visavis/db';
import { allAgents, allCustomers, type Live } from '../socket/live.ts';
import { abort } from './abort.ts';

/**
 * Renews the leases of the media sessions whose ends are connected here. Several processes may renew the same one.
 * A session that its node does not know, under the same fence twice in a row, is lost: once may be a join under way,
 * which has raised the fence and not yet reached the node.
 */
export function leases(live: Live): () => Promise<void> {
  let missing = new Map<string, number>();

  const renew = async (sfuNodeId: string, sessions: MediaSession[]): Promise<MediaSession[]> => {
    const answer = await live.media.command(sfuNodeId, 'session.lease', {
      sessions: sessions.map(({ attemptId, fence }) => ({ session: attemptId, fence })),
    });
    if (!answer.ok) return [];
    const lost = new Set(answer.value.lost);
    return sessions.filter(session => lost.has(session.attemptId));
  };

  return async () => {
    const identificationIds = allCustomers(live).map(s => s.data.end.identificationId);
    const agentIds = allAgents(live).map(s => s.data.end.userId);
    const sessions = await asPlatform(live.sql, sql => mediaSessions(sql, { identificationIds, agentIds }));
    const byNode = Map.groupBy(sessions, session => session.sfuNodeId);
    const lost = (await Promise.all([...byNode].map(([node, its]) => renew(node, its)))).flat();
    for (const { attemptId, fence } of lost)
      if (missing.get(attemptId) === fence) await abort(live, attemptId, 'media_node_lost');
    missing = new Map(lost.map(({ attemptId, fence }) => [attemptId, fence]));
  };
}
