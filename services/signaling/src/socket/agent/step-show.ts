import { done } from '@visavis/protocol';
import { authoriseActiveCall } from '../../calls/authorise.ts';
import type { AgentHandler } from './handlers.ts';

/** Guides the customer's screen; nothing is stored. */
export const stepShow: AgentHandler<'step:show'> =
  live =>
  async (end, { attemptId, step }) => {
    const call = await authoriseActiveCall(live, end, attemptId);
    if (!call.ok) return call;
    const { connectionId } = call.value.customer;
    if (connectionId !== null) live.customers.to(connectionId).emit('call:step', { attemptId, step });
    return done({});
  };
