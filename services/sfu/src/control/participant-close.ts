import { leaveParticipant } from '../domain/session.ts';
import { removeParticipant } from '../media/session.ts';
import { accept, admit } from './handler.ts';
import type { Handler } from './handler.ts';

export const participantClose: Handler<'participant.close'> = (context, request, tell) => {
  const admitted = admit(context, request, tell);
  if (!admitted.ok) return admitted;
  const { live, media } = admitted;
  const left = leaveParticipant(live.record, request.participant, request.generation);
  if (!left.ok) return left;
  live.record = left.record;
  removeParticipant(media, request.participant);
  return accept({});
};
