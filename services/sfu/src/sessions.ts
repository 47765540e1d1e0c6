import type { SessionClosedReason } from '@visavis/protocol';
import type { Context } from './context.ts';
import { closeSession, isPast, loseSession } from './domain/session.ts';
import type { SessionRecord } from './domain/session.ts';
import { closeSessionMedia } from './media/session.ts';
import type { SessionMedia, Tell } from './media/session.ts';

/** A session of this node, or what must be remembered of a closed one. */
export interface LiveSession {
  record: SessionRecord;
  /** Absent once closed. */
  media: SessionMedia | undefined;
  /** Where events go: the socket of the last accepted command. */
  tell: Tell;
}

/** A closed session's fence is remembered this many leases long, against commands still under way. */
const rememberedLeases = 10;

/** The moment at which a lease given now ends. */
export function leaseEnd({ clock, leaseMs }: Context): number {
  return clock() + leaseMs;
}

export function openSessions({ sessions }: Context): number {
  return sessions
    .values()
    .filter(({ media }) => media !== undefined)
    .reduce(count => count + 1, 0);
}

/** Ends a session's media and tells why; without effect on one that is closed. */
export function endSession(context: Context, session: string, reason: SessionClosedReason): void {
  const live = context.sessions.get(session);
  if (!live?.media) return;
  const rememberUntil = context.clock() + rememberedLeases * context.leaseMs;
  live.record =
    reason === 'commanded'
      ? closeSession(live.record, rememberUntil)
      : loseSession(live.record, rememberUntil);
  const { media } = live;
  live.media = undefined;
  if (!media.closed) closeSessionMedia(media);
  context.log.info('session closed', { attemptId: session, reason });
  live.tell('session.closed', { session, reason });
}

/** Drops sessions without a lease and forgets those closed long ago. To be called now and then. */
export function sweepSessions(context: Context): void {
  const now = context.clock();
  for (const [session, { record, media }] of context.sessions) {
    if (!isPast(record, now)) continue;
    if (media) endSession(context, session, 'lease_expired');
    else context.sessions.delete(session);
  }
}

export function endAllSessions(context: Context, reason: SessionClosedReason): void {
  for (const session of [...context.sessions.keys()]) endSession(context, session, reason);
}
