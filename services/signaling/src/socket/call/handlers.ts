import type { callRequests } from '@visavis/protocol';
import type { AgentEnd, CustomerEnd, End } from '../end.ts';
import type { Handler, Handlers } from '../handle.ts';
import type { Live } from '../live.ts';
import { callConnect } from './connect.ts';
import { callJoin } from './join.ts';
import { callKeyFrame } from './key-frame.ts';
import { callLeave } from './leave.ts';
import { callProduceData } from './produce-data.ts';
import { callProduce } from './produce.ts';
import { callReceive } from './receive.ts';
import { callRelay } from './relay.ts';
import { callRestartIce } from './restart-ice.ts';
import { callResume } from './resume.ts';

/** What every participant of a call may ask, also one who only watches. */
export const watchingHandlers = (live: Live) =>
  ({
    'call:join': callJoin(live),
    'call:connect': callConnect(live),
    'call:restart_ice': callRestartIce(live),
    'call:produce_data': callProduceData(live),
    'call:receive': callReceive(live),
    'call:resume': callResume(live),
    'call:key_frame': callKeyFrame(live),
    'call:relay': callRelay(live),
  }) satisfies Partial<Handlers<End, typeof callRequests>>;

/** What the two ends that every call has may ask: they also send tracks, and end the attempt by leaving. */
export const callHandlers = (live: Live): Handlers<AgentEnd | CustomerEnd, typeof callRequests> => ({
  ...watchingHandlers(live),
  'call:produce': callProduce(live),
  'call:leave': callLeave(live),
});

export type WatchingHandler<Event extends keyof typeof callRequests> = (
  live: Live,
) => Handler<End, typeof callRequests, Event>;

export type CallHandler<Event extends keyof typeof callRequests> = (
  live: Live,
) => Handler<AgentEnd | CustomerEnd, typeof callRequests, Event>;
