import { refuse, type supervisorRequests } from '@visavis/protocol';
import type { TellEnds } from '../../calls/tell.ts';
import { watchingHandlers } from '../call/handlers.ts';
import type { SupervisorEnd } from '../end.ts';
import type { Handlers } from '../handle.ts';
import type { Live, SupervisorSocket } from '../live.ts';
import { superviseJoin } from './supervise-join.ts';
import { superviseLeave } from './supervise-leave.ts';

/** A supervisor sends no tracks, and whatever they do, the attempt goes on. */
export const supervisorHandlers = (
  live: Live,
  tell: TellEnds,
  socket: SupervisorSocket,
): Handlers<SupervisorEnd, typeof supervisorRequests> => ({
  ...watchingHandlers(live),
  'call:produce': () => Promise.resolve(refuse('not_permitted')),
  'call:leave': superviseLeave(live, socket),
  'supervise:join': superviseJoin(live, tell, socket),
  'supervise:leave': superviseLeave(live, socket),
});
