import { asTenant, setProducer } from '@visavis/db';
import { done, refuse, rtpParametersSchema } from '@visavis/protocol';
import { authoriseCall } from '../../calls/authorise.ts';
import { sendTracks } from '../../calls/consumers.ts';
import { commandEnd } from '../../calls/media-command.ts';
import type { CallHandler } from './handlers.ts';

const kinds = { camera: 'video', microphone: 'audio' } as const;

/** Possible from the offer on: what is produced is encrypted under a key that exists only after the agreement. */
export const callProduce: CallHandler<'call:produce'> = live => async (end, body) => {
  const { attemptId, slot } = body;
  const { participant } = end;
  const rtpParameters = rtpParametersSchema.safeParse(body.rtpParameters);
  if (!rtpParameters.success) return refuse('invalid_request', 'rtpParameters');
  const call = await authoriseCall(live, end, attemptId);
  if (!call.ok) return call;
  const produced = await commandEnd(live, call.value, participant, 'producer.open', {
    slot,
    kind: kinds[slot],
    rtpParameters: rtpParameters.data,
  });
  if (!produced.ok) return produced;
  const { producerId } = produced.value;
  const { tenantId } = call.value;
  const { generation } = call.value[participant];
  const stored = await asTenant(live.sql, tenantId, sql =>
    setProducer(sql, { attemptId, participant, generation }, slot, producerId),
  );
  if (!stored) return refuse('conflict');
  await sendTracks(live, { tenantId, attemptId }, participant);
  return done({ producerId });
};
