import { done, refuse } from '@visavis/protocol';
import { authoriseCall } from '../../calls/authorise.ts';
import { othersIn } from '../../calls/participants.ts';
import { inTurn } from '../in-turn.ts';
import { notifyEnd } from '../live.ts';
import type { WatchingHandler } from './handlers.ts';

/**
 * Passes on what the server cannot read, to the newest tab of the participant it is for and nobody else; not stored,
 * not logged. Who it is from is not for the sender to say. What one connection sends is passed on in its order: an end's
 * key for a changed roster must not overtake the word that the roster has changed.
 */
export const callRelay: WatchingHandler<'call:relay'> = live => {
  const turn = inTurn();
  return (end, { attemptId, to, payload }) => {
    // looked up at once, so that a burst waits for one look-up and not for the sum of them
    const looking = authoriseCall(live, end, attemptId);
    looking.catch(() => undefined);
    return turn(end.connectionId, async () => {
      const call = await looking;
      if (!call.ok) return call;
      if (!othersIn(call.value, end.participant).includes(to)) return refuse('not_found', 'to');
      notifyEnd(live, call.value, to, 'call:relay', { attemptId, from: end.participant, payload });
      return done({});
    });
  };
};
