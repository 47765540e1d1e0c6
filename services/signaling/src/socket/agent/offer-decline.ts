import { done, refuse } from '@visavis/protocol';
import { withdrawOffer } from '../../calls/abort.ts';
import { authoriseCall } from '../../calls/authorise.ts';
import type { AgentHandler } from './handlers.ts';

/** The agent is paused, else the same offer would come back at once. */
export const offerDecline: AgentHandler<'offer:decline'> =
  live =>
  async (end, { attemptId }) => {
    const call = await authoriseCall(live, end, attemptId);
    if (!call.ok) return call;
    const { actor } = end;
    const declined = await withdrawOffer(live, attemptId, { reason: null, agentStatus: 'paused', actor });
    return declined ? done({}) : refuse('wrong_state');
  };
