import { newsChanges, type SignInNews } from '@visavis/protocol';
import type { Queryable } from './connect.ts';

/**
 * What was done or tried in a person's name between their last two sign-ins, and whether the first of these came from
 * elsewhere, out of their organisation's chain.
 * @returns undefined when there is nothing to tell, or the person signed in for the first time
 */
export async function findSignInNews(
  sql: Queryable,
  organisationId: string,
  userId: string,
): Promise<SignInNews | undefined> {
  const [last] = await sql<{ sequence: string; at: Date; wasElsewhere: boolean | null }[]>`
    select sequence, at, payload->'signals' ? 'browser_unfamiliar' as was_elsewhere from audit_event
    where organisation_id = ${organisationId} and actor_id = ${userId} and action = 'sign_in.done'
    order by sequence desc offset 1 limit 1`;
  if (!last) return undefined;
  const rows = await sql<{ action: string; count: number }[]>`
    select action, count(*)::int as count from audit_event
    where organisation_id = ${organisationId} and subject_kind = 'user' and subject_id = ${userId}
      and sequence > ${last.sequence} and (action like '%.refused' or action in ${sql(newsChanges)})
    group by action`;
  const wasElsewhere = last.wasElsewhere === true;
  if (rows.length === 0 && !wasElsewhere) return undefined;
  const counts = new Map(rows.map(({ action, count }) => [action, count]));
  const refused = rows.filter(({ action }) => action.endsWith('.refused'));
  return {
    since: last.at.toISOString(),
    refused: refused.reduce((sum, { count }) => sum + count, 0),
    changes: newsChanges.filter(action => counts.has(action)),
    wasElsewhere,
  };
}
