import type { customerRequests } from '@visavis/protocol';
import { callHandlers } from '../call/handlers.ts';
import type { CustomerEnd } from '../end.ts';
import type { Handlers } from '../handle.ts';
import type { CustomerSocket, Live } from '../live.ts';
import { queueEnter } from './queue-enter.ts';
import { queueLeave } from './queue-leave.ts';

export const customerHandlers = (
  live: Live,
  socket: CustomerSocket,
): Handlers<CustomerEnd, typeof customerRequests> => ({
  ...callHandlers(live),
  'queue:enter': queueEnter(live, socket),
  'queue:leave': queueLeave(live),
});
