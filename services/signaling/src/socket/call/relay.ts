import { done } from '@visavis/protocol';
import { authoriseActiveCall } from '../../calls/authorise.ts';
import { otherEnd } from '../../calls/consumers.ts';
import { notifyEnd } from '../live.ts';
import type { CallHandler } from './handlers.ts';

/** Passes on what the server cannot read, to the other end's newest tab and nobody else; not stored, not logged. */
export const callRelay: CallHandler<'call:relay'> = live => async (end, body) => {
  const { attemptId, payload } = body;
  const call = await authoriseActiveCall(live, end, attemptId);
  if (!call.ok) return call;
  notifyEnd(live, call.value, otherEnd(end.participant), 'call:relay', {
    attemptId,
    from: end.participant,
    payload,
  });
  return done({});
};
