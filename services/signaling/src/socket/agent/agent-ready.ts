import { asOrganisation, setAgentReady, type NotReady } from '@visavis/db';
import { agentRequests, done, refuse } from '@visavis/protocol';
import type { TellEnds } from '../../calls/tell.ts';
import type { AgentEnd } from '../end.ts';
import type { Handler } from '../handle.ts';
import type { AgentSocket, Live } from '../live.ts';
import { tellBarred, tellShift } from './shift.ts';

const refusals = {
  device: refuse('device_not_certified', 'deviceId'),
  site: refuse('site_not_allowed'),
  attestation: refuse('attestation_required'),
  state: refuse('wrong_state'),
} as const satisfies Record<NotReady, unknown>;

/**
 * Only with an approved device whose key a tenant's root has certified (every call needs its signature), at a site of the
 * organisation if it has any, and after the room was attested.
 */
export const agentReady =
  (live: Live, tell: TellEnds, socket: AgentSocket): Handler<AgentEnd, typeof agentRequests, 'agent:ready'> =>
  async (end, { deviceId }) => {
    const result = await asOrganisation(live.sql, end.organisationId, sql =>
      setAgentReady(sql, { ...end, deviceId }),
    );
    // over since it was given: asked for again
    if (result === 'attestation') tellShift(socket, null);
    if (result !== 'ready') return refusals[result];
    await tellBarred(live, socket);
    await tell.agent(end.userId);
    live.match();
    return done({});
  };
