import { asOrganisation, pauseAgent } from '@visavis/db';
import { agentRequests, done, refuse } from '@visavis/protocol';
import type { TellEnds } from '../../calls/tell.ts';
import type { AgentEnd } from '../end.ts';
import type { Handler } from '../handle.ts';
import type { Live } from '../live.ts';

export const agentPause =
  (live: Live, tell: TellEnds): Handler<AgentEnd, typeof agentRequests, 'agent:pause'> =>
  async end => {
    const paused = await asOrganisation(live.sql, end.organisationId, sql =>
      pauseAgent(sql, end.userId, end.connectionId),
    );
    if (!paused) return refuse('wrong_state');
    await tell.agent(end.userId);
    return done({});
  };
