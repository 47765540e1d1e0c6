import { asOrganisation, asTenant, enterTenantOf, findCall, type Call } from '@visavis/db';
import { done, refuse, type Result } from '@visavis/protocol';
import type { End } from '../socket/end.ts';
import type { Live } from '../socket/live.ts';

function isEndOf(call: Call, end: End): boolean {
  if (end.participant === 'customer') return call.identificationId === end.identificationId;
  return end.userId === (end.participant === 'agent' ? call.agentId : call.supervisorId);
}

/** The call as one of this end's tenant or organisation sees it. */
export function readCall(live: Live, end: End, attemptId: string): Promise<Call | undefined> {
  if (end.participant === 'customer')
    return asTenant(live.sql, end.tenantId, sql => findCall(sql, attemptId));
  return asOrganisation(live.sql, end.organisationId, async sql =>
    (await enterTenantOf(sql, attemptId)) ? findCall(sql, attemptId) : undefined,
  );
}

/**
 * The call, if it is this end's, is not over, and the connection is the end's newest.
 * Somebody else's call does not exist: `not_found`.
 */
export async function authoriseCall(live: Live, end: End, attemptId: string): Promise<Result<Call>> {
  const call = await readCall(live, end, attemptId);
  if (!call || !isEndOf(call, end)) return refuse('not_found');
  if (call[end.participant].connectionId !== end.connectionId) return refuse('conflict');
  return call.state === 'offered' || call.state === 'active' ? done(call) : refuse('wrong_state');
}

/** The same, for what is possible only after the agent has accepted. */
export async function authoriseActiveCall(live: Live, end: End, attemptId: string): Promise<Result<Call>> {
  const call = await authoriseCall(live, end, attemptId);
  return call.ok && call.value.state !== 'active' ? refuse('wrong_state') : call;
}
