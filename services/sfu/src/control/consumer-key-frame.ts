import { findConsumer } from '../media/participant.ts';
import { accept, admitParticipant, refuse } from './handler.ts';
import type { Handler } from './handler.ts';

/** Without effect for audio, which has no key frames. */
export const consumerKeyFrame: Handler<'consumer.key_frame'> = async (context, request, tell) => {
  const admitted = admitParticipant(context, request, tell);
  if (!admitted.ok) return admitted;
  const consumer = findConsumer(admitted.own, request.consumerId);
  if (!consumer) return refuse('unknown_consumer');
  await consumer.requestKeyFrame();
  return accept({});
};
