import { asOrganisation, barredContracts, endingTrainings } from '@visavis/db';
import { attestations, type Attestation } from '@visavis/protocol';
import { send, type AgentSocket, type Live } from '../live.ts';

/** What may be said of the room of this console; without sites, either. */
export const offeredAt = ({ data: { site } }: AgentSocket): readonly Attestation[] =>
  site?.attestations ?? attestations;

/** Where the console is, and what was said of its room. */
export function tellShift(socket: AgentSocket, attestation: Attestation | null): void {
  const { site } = socket.data;
  send(socket, 'agent:shift', { site: site?.name ?? null, offered: offeredAt(socket), attestation });
}

/** Which contracts' calls do not come here or soon would not, and why. */
export async function tellBarred(live: Live, socket: AgentSocket): Promise<void> {
  const { byPasskey, end } = socket.data;
  const barred = await asOrganisation(live.sql, end.organisationId, async sql => ({
    contracts: await barredContracts(sql, { ...end, byPasskey }),
    ending: await endingTrainings(sql, end),
  }));
  send(socket, 'agent:barred', barred);
}
