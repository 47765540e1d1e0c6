import { authoriseCall } from '../../calls/authorise.ts';
import { joinCall } from '../../calls/join.ts';
import type { WatchingHandler } from './handlers.ts';

export const callJoin: WatchingHandler<'call:join'> = live => async (end, body) => {
  const call = await authoriseCall(live, end, body.attemptId);
  return call.ok ? joinCall(live, call.value, end.participant) : call;
};
