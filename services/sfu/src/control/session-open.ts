import { rtpCapabilitiesSchema } from '@visavis/protocol';
import { allowedCapabilities } from '../domain/codecs.ts';
import { openSession } from '../domain/session.ts';
import { openSessionMedia } from '../media/session.ts';
import { endSession, leaseEnd, openSessions } from '../sessions.ts';
import { accept, refuse } from './handler.ts';
import type { Handler } from './handler.ts';

export const sessionOpen: Handler<'session.open'> = async (context, { session, fence }, tell) => {
  const live = context.sessions.get(session);
  const opened = openSession(live?.record, fence, leaseEnd(context));
  if (!opened.ok) return opened;
  const { record } = opened;
  if (live?.media) {
    live.record = record;
    live.tell = tell;
    return accept({ routerRtpCapabilities: describe(live.media.router) });
  }
  if (context.draining) return refuse('node_draining');
  if (openSessions(context) >= context.capacity) return refuse('node_full');
  const media = await openSessionMedia(context.workers, () => endSession(context, session, 'worker_died'));
  if (!media) return refuse('node_full');
  context.sessions.set(session, { record, media, tell });
  context.log.info('session opened', { attemptId: session, fence });
  return accept({ routerRtpCapabilities: describe(media.router) });
};

function describe({ rtpCapabilities }: { rtpCapabilities: Parameters<typeof allowedCapabilities>[0] }) {
  return rtpCapabilitiesSchema.parse(allowedCapabilities(rtpCapabilities));
}
