import { done, refuse } from '@visavis/protocol';
import { authoriseActiveCall } from '../../calls/authorise.ts';
import { othersIn } from '../../calls/participants.ts';
import { notifyEnd } from '../live.ts';
import type { WatchingHandler } from './handlers.ts';

/**
 * Passes on what the server cannot read, to the newest tab of the participant it is for and nobody else; not stored,
 * not logged. Who it is from is not for the sender to say.
 */
export const callRelay: WatchingHandler<'call:relay'> = live => async (end, body) => {
  const { attemptId, to, payload } = body;
  const call = await authoriseActiveCall(live, end, attemptId);
  if (!call.ok) return call;
  if (!othersIn(call.value, end.participant).includes(to)) return refuse('not_found', 'to');
  notifyEnd(live, call.value, to, 'call:relay', { attemptId, from: end.participant, payload });
  return done({});
};
