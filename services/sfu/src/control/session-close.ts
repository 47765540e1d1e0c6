import { admitCommand } from '../domain/session.ts';
import { endSession, leaseEnd } from '../sessions.ts';
import { accept } from './handler.ts';
import type { Handler } from './handler.ts';

/** A session that is not there is closed already. */
export const sessionClose: Handler<'session.close'> = (context, { session, fence }, tell) => {
  const live = context.sessions.get(session);
  if (!live?.media) return accept({});
  const admitted = admitCommand(live.record, fence, leaseEnd(context));
  if (!admitted.ok) return admitted;
  live.record = admitted.record;
  live.tell = tell;
  endSession(context, session, 'commanded');
  return accept({});
};
