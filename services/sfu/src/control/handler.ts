import type { SfuAnswer, SfuCommand, SfuRefusalCode, SfuRequest, SfuValue } from '@visavis/protocol';
import type { Context } from '../context.ts';
import { admitCommand, enterParticipant } from '../domain/session.ts';
import { emptyParticipant } from '../media/participant.ts';
import type { ParticipantMedia } from '../media/participant.ts';
import { removeParticipant } from '../media/session.ts';
import type { SessionMedia, Tell } from '../media/session.ts';
import { leaseEnd } from '../sessions.ts';
import type { LiveSession } from '../sessions.ts';

/** Carries out one parsed command. `tell` reaches the commander with events. */
export type Handler<C extends SfuCommand> = (
  context: Context,
  request: SfuRequest<C>,
  tell: Tell,
) => SfuAnswer<C> | Promise<SfuAnswer<C>>;

export const refuse = (code: SfuRefusalCode): { ok: false; code: SfuRefusalCode } => ({ ok: false, code });

export const accept = <V extends SfuValue<SfuCommand>>(value: V): { ok: true; value: V } => ({
  ok: true,
  value,
});

/** A session that let a command in; its media is there. */
export interface Admitted {
  live: LiveSession;
  media: SessionMedia;
}

/** Checks the fence, renews the lease and makes the sender the commander. */
export function admit(
  context: Context,
  request: { session: string; fence: number },
  tell: Tell,
): ({ ok: true } & Admitted) | { ok: false; code: SfuRefusalCode } {
  const live = context.sessions.get(request.session);
  const admitted = admitCommand(live?.record, request.fence, leaseEnd(context));
  if (!admitted.ok) return admitted;
  if (!live?.media) return refuse('unknown_session');
  live.record = admitted.record;
  live.tell = tell;
  return { ok: true, live, media: live.media };
}

/**
 * As `admit`, and checks the generation: an older one is refused, a newer one
 * replaces what the older one had.
 */
export function admitParticipant(
  context: Context,
  request: { session: string; fence: number; participant: string; generation: number },
  tell: Tell,
): ({ ok: true; own: ParticipantMedia } & Admitted) | { ok: false; code: SfuRefusalCode } {
  const admitted = admit(context, request, tell);
  if (!admitted.ok) return admitted;
  const { live, media } = admitted;
  const entered = enterParticipant(live.record, request.participant, request.generation);
  if (!entered.ok) return entered;
  live.record = entered.record;
  if (entered.replaces) removeParticipant(media, request.participant);
  let own = media.participants.get(request.participant);
  if (!own) {
    own = emptyParticipant(request.participant, request.generation);
    media.participants.set(request.participant, own);
  }
  return { ok: true, live, media, own };
}
