import type { agentRequests } from '@visavis/protocol';
import type { TellEnds } from '../../calls/tell.ts';
import { callHandlers } from '../call/handlers.ts';
import type { AgentEnd } from '../end.ts';
import type { Handlers } from '../handle.ts';
import type { AgentSocket, Live } from '../live.ts';
import { agentPause } from './agent-pause.ts';
import { agentReady } from './agent-ready.ts';
import { agreementCompleted } from './agreement-completed.ts';
import { offerAccept } from './offer-accept.ts';
import { offerDecline } from './offer-decline.ts';
import { shiftAttest } from './shift-attest.ts';
import { stepRecord } from './step-record.ts';
import { stepShow } from './step-show.ts';

export const agentHandlers = (
  live: Live,
  tell: TellEnds,
  socket: AgentSocket,
): Handlers<AgentEnd, typeof agentRequests> => ({
  ...callHandlers(live),
  'shift:attest': shiftAttest(socket)(live),
  'agent:ready': agentReady(live, tell, socket),
  'agent:pause': agentPause(live, tell),
  'offer:accept': offerAccept(live),
  'offer:decline': offerDecline(live),
  'step:record': stepRecord(live),
  'step:show': stepShow(live),
  'agreement:completed': agreementCompleted(live),
});

export type AgentHandler<Event extends keyof typeof agentRequests> = (
  live: Live,
) => Handlers<AgentEnd, typeof agentRequests>[Event];
