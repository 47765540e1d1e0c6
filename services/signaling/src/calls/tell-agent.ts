import { agentSituation, asPlatform, customerSituation, type AgentSituation } from '@visavis/db';
import type { agentNotices, CallContext, Notice } from '@visavis/protocol';
import { agentsHere, send, type Live } from '../socket/live.ts';
import { callContextOf } from './tell-customer.ts';

/** What an agent's console was told last. */
export type AgentTold = {
  status?: AgentSituation['status'];
  overview?: string;
  attempt?: { id: string; identificationId: string; state: 'offered' | 'active' | 'over' };
};

type Notices = {
  [Event in keyof typeof agentNotices]: [Event, Notice<typeof agentNotices, Event>];
}[keyof typeof agentNotices][];

/**
 * Pure: what to say to a console that was told `told`, now that the situation is this.
 * @param context of the attempt that is offered
 */
export function agentTidings(
  told: AgentTold,
  situation: AgentSituation,
  context: CallContext | undefined,
): { notices: Notices; told: AgentTold } {
  const { attemptId, tenantId, identificationId, attemptState, purpose, offerExpiresAt } = situation;
  const notices: Notices = [];
  const before = told.attempt;
  const state = attemptState === 'offered' || attemptState === 'active' ? attemptState : 'over';
  const same = before?.id === attemptId;

  if (before && !(same && state === before.state)) {
    if (before.state === 'offered' && !(same && state === 'active'))
      notices.push(['offer:withdrawn', { attemptId: before.id }]);
    if (before.state === 'active')
      notices.push(['call:ended', { attemptId: before.id, reason: same ? endReason(situation) : null }]);
  }
  if (attemptId !== null && tenantId !== null && offerExpiresAt !== null) {
    if (state === 'offered' && !same && purpose !== null && context)
      notices.push([
        'offer',
        {
          attemptId,
          context,
          purpose,
          waitedSeconds: situation.waitedSeconds,
          expiresAt: offerExpiresAt.toISOString(),
        },
      ]);
    if (state === 'active' && !same) notices.push(['call:resumable', { attemptId, tenantId }]);
  }
  if (situation.status !== told.status) notices.push(['agent:status', { status: situation.status }]);
  return {
    notices,
    told: {
      status: situation.status,
      ...(told.overview === undefined ? {} : { overview: told.overview }),
      ...(attemptId === null || identificationId === null
        ? {}
        : { attempt: { id: attemptId, identificationId, state } }),
    },
  };
}

const endReason = ({ attemptState, attemptReason, reason }: AgentSituation) =>
  attemptState === 'ended' ? reason : attemptReason;

/** Tells this process's consoles of the agent what is new to them. */
export async function tellAgent(live: Live, userId: string): Promise<void> {
  if (agentsHere(live, userId).length === 0) return;
  const { situation, context } = await asPlatform(live.sql, async sql => {
    const found = await agentSituation(sql, userId);
    const offered = found?.attemptState === 'offered' ? found.identificationId : null;
    const about = offered === null ? undefined : await customerSituation(sql, offered);
    return { situation: found, context: about && callContextOf(about) };
  });
  if (!situation) return;
  for (const socket of agentsHere(live, userId)) {
    const { notices, told } = agentTidings(socket.data.told, situation, context);
    socket.data.told = told;
    for (const [event, body] of notices) send(socket, event, body);
  }
}
