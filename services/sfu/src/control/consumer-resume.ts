import { findConsumer } from '../media/participant.ts';
import { accept, admitParticipant, refuse } from './handler.ts';
import type { Handler } from './handler.ts';

export const consumerResume: Handler<'consumer.resume'> = async (context, request, tell) => {
  const admitted = admitParticipant(context, request, tell);
  if (!admitted.ok) return admitted;
  const consumer = findConsumer(admitted.own, request.consumerId);
  if (!consumer) return refuse('unknown_consumer');
  await consumer.resume();
  return accept({});
};
