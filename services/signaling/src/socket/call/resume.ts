import { done } from '@visavis/protocol';
import { authoriseCall } from '../../calls/authorise.ts';
import { commandEnd } from '../../calls/media-command.ts';
import type { WatchingHandler } from './handlers.ts';

export const callResume: WatchingHandler<'call:resume'> = live => async (end, body) => {
  const call = await authoriseCall(live, end, body.attemptId);
  if (!call.ok) return call;
  const { consumerId } = body;
  const answer = await commandEnd(live, call.value, end.participant, 'consumer.resume', { consumerId });
  return answer.ok ? done({}) : answer;
};
