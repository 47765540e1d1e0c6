import { done, refuse } from '@visavis/protocol';
import { abort, withdrawOffer } from '../../calls/abort.ts';
import { authoriseCall } from '../../calls/authorise.ts';
import type { CallHandler } from './handlers.ts';

/** Ends the attempt without a decision. An agent who leaves before accepting has declined. */
export const callLeave: CallHandler<'call:leave'> = live => async (end, body) => {
  const { attemptId, reason } = body;
  const call = await authoriseCall(live, end, attemptId);
  if (!call.ok) return call;
  const { actor } = end;
  const ended =
    call.value.state === 'offered' && end.participant === 'agent'
      ? await withdrawOffer(live, attemptId, { reason, agentStatus: 'paused', actor })
      : await abort(live, attemptId, reason, actor);
  return ended ? done({}) : refuse('wrong_state');
};
