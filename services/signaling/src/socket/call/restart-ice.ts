import { done } from '@visavis/protocol';
import { authoriseCall } from '../../calls/authorise.ts';
import { commandEnd } from '../../calls/media-command.ts';
import type { WatchingHandler } from './handlers.ts';

export const callRestartIce: WatchingHandler<'call:restart_ice'> = live => async (end, body) => {
  const { attemptId, direction, number } = body;
  const call = await authoriseCall(live, end, attemptId);
  if (!call.ok) return call;
  const restarted = await commandEnd(live, call.value, end.participant, 'transport.restart_ice', {
    direction,
    number,
  });
  return restarted.ok ? done({ iceParameters: restarted.value.iceParameters }) : restarted;
};
