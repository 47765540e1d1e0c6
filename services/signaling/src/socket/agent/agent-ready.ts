import { asOrganisation, setAgentReady } from '@visavis/db';
import { agentRequests, done, refuse } from '@visavis/protocol';
import type { TellEnds } from '../../calls/tell.ts';
import type { AgentEnd } from '../end.ts';
import type { Handler } from '../handle.ts';
import type { Live } from '../live.ts';

/** Only with an approved device whose key a tenant's root has certified: every call needs its signature. */
export const agentReady =
  (live: Live, tell: TellEnds): Handler<AgentEnd, typeof agentRequests, 'agent:ready'> =>
  async (end, { deviceId }) => {
    const result = await asOrganisation(live.sql, end.organisationId, sql =>
      setAgentReady(sql, { ...end, deviceId }),
    );
    if (result === 'device') return refuse('device_not_certified', 'deviceId');
    if (result === 'state') return refuse('wrong_state');
    await tell.agent(end.userId);
    live.match();
    return done({});
  };
