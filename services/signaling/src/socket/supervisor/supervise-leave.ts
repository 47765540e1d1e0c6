import { done, refuse, type Result } from '@visavis/protocol';
import { authoriseCall } from '../../calls/authorise.ts';
import { endSupervision } from '../../calls/supervision.ts';
import type { SupervisorEnd } from '../end.ts';
import type { Live, SupervisorSocket } from '../live.ts';

/** The call goes on without the supervisor. */
export const superviseLeave =
  (live: Live, socket: SupervisorSocket) =>
  async (
    end: SupervisorEnd,
    { attemptId }: { attemptId: string },
  ): Promise<Result<Record<string, never>>> => {
    const call = await authoriseCall(live, end, attemptId);
    if (!call.ok) return call;
    socket.data.told.watching.delete(attemptId);
    return (await endSupervision(live, attemptId, 'left', end)) ? done({}) : refuse('not_found');
  };
