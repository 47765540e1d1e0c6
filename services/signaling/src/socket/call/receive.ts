import { asTenant, setCapabilities } from '@visavis/db';
import { done, refuse, rtpCapabilitiesSchema } from '@visavis/protocol';
import { authoriseCall } from '../../calls/authorise.ts';
import { receiveTracks } from '../../calls/consumers.ts';
import { receiveData } from '../../calls/data-consumers.ts';
import type { WatchingHandler } from './handlers.ts';

export const callReceive: WatchingHandler<'call:receive'> = live => async (end, body) => {
  const { attemptId } = body;
  const { participant } = end;
  const capabilities = rtpCapabilitiesSchema.safeParse(body.rtpCapabilities);
  if (!capabilities.success) return refuse('invalid_request', 'rtpCapabilities');
  const call = await authoriseCall(live, end, attemptId);
  if (!call.ok) return call;
  const { tenantId } = call.value;
  const { generation } = call.value[participant];
  const stored = await asTenant(live.sql, tenantId, sql =>
    setCapabilities(sql, { attemptId, participant, generation }, capabilities.data),
  );
  // not joined yet, or joined anew in between
  if (!stored) return refuse('wrong_state');
  await receiveTracks(live, { tenantId, attemptId }, participant);
  await receiveData(live, { tenantId, attemptId }, participant);
  return done({});
};
