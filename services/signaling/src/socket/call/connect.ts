import { done, dtlsParametersSchema, refuse } from '@visavis/protocol';
import { authoriseCall } from '../../calls/authorise.ts';
import { commandEnd } from '../../calls/media-command.ts';
import type { WatchingHandler } from './handlers.ts';

export const callConnect: WatchingHandler<'call:connect'> = live => async (end, body) => {
  const dtlsParameters = dtlsParametersSchema.safeParse(body.dtlsParameters);
  if (!dtlsParameters.success) return refuse('invalid_request', 'dtlsParameters');
  const call = await authoriseCall(live, end, body.attemptId);
  if (!call.ok) return call;
  const connected = await commandEnd(live, call.value, end.participant, 'transport.connect', {
    direction: body.direction,
    dtlsParameters: dtlsParameters.data,
  });
  return connected.ok ? done({}) : connected;
};
