import type { callRequests } from '@visavis/protocol';
import type { Handlers } from '../handle.ts';
import type { End, Live } from '../live.ts';
import { callConnect } from './connect.ts';
import { callJoin } from './join.ts';
import { callKeyFrame } from './key-frame.ts';
import { callLeave } from './leave.ts';
import { callProduce } from './produce.ts';
import { callReceive } from './receive.ts';
import { callRelay } from './relay.ts';
import { callResume } from './resume.ts';

/** What both ends of a call may ask. */
export const callHandlers = (live: Live): Handlers<End, typeof callRequests> => ({
  'call:join': callJoin(live),
  'call:connect': callConnect(live),
  'call:produce': callProduce(live),
  'call:receive': callReceive(live),
  'call:resume': callResume(live),
  'call:key_frame': callKeyFrame(live),
  'call:relay': callRelay(live),
  'call:leave': callLeave(live),
});

export type CallHandler<Event extends keyof typeof callRequests> = (
  live: Live,
) => Handlers<End, typeof callRequests>[Event];
