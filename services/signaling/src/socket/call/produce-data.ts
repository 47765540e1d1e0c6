import { asTenant, setDataProducer } from '@visavis/db';
import { done, refuse, sctpStreamParametersSchema } from '@visavis/protocol';
import { authoriseCall } from '../../calls/authorise.ts';
import { sendData } from '../../calls/data-consumers.ts';
import { commandEnd } from '../../calls/media-command.ts';
import type { WatchingHandler } from './handlers.ts';

/** Possible from the offer on, like tracks: what is sent is sealed under a key that exists only after the agreement. */
export const callProduceData: WatchingHandler<'call:produce_data'> = live => async (end, body) => {
  const { attemptId, channel } = body;
  const { participant } = end;
  const sctpStreamParameters = sctpStreamParametersSchema.safeParse(body.sctpStreamParameters);
  if (!sctpStreamParameters.success) return refuse('invalid_request', 'sctpStreamParameters');
  const call = await authoriseCall(live, end, attemptId);
  if (!call.ok) return call;
  const produced = await commandEnd(live, call.value, participant, 'data_producer.open', {
    channel,
    sctpStreamParameters: sctpStreamParameters.data,
  });
  if (!produced.ok) return produced;
  const { dataProducerId } = produced.value;
  const { tenantId } = call.value;
  const { generation } = call.value[participant];
  const stored = await asTenant(live.sql, tenantId, sql =>
    setDataProducer(sql, { attemptId, participant, generation }, channel, dataProducerId),
  );
  if (!stored) return refuse('conflict');
  await sendData(live, { tenantId, attemptId }, participant);
  return done({ dataProducerId });
};
