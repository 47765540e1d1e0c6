import {
  generatePair,
  sealRosterChange,
  type AgreementResult,
  type Introduction,
  type ToWorker,
  type WrapKeys,
} from '@visavis/e2ee';
import type { Participant } from '@visavis/protocol';
import { entriesOf, rosterIndex, type RosterMember } from './roster.ts';

type AuthorityOptions = {
  attemptId: string;
  agentName: string;
  send: (to: Participant, message: Uint8Array) => void;
  post: (message: ToWorker) => void;
  /** Before the worker is given a newcomer's keys. */
  show: (roster: RosterMember[]) => void;
};

/** The agent's end, which alone says who is in the call (SPEC 3, supervisors). Each call waits for the one before. */
export type Authority = {
  customerAgreed: (number: number, result: AgreementResult) => Promise<void>;
  supervisorAgreed: (result: AgreementResult) => Promise<void>;
  supervisorLeft: () => Promise<void>;
  hasSupervisor: () => boolean;
};

export function createAuthority({ attemptId, agentName, send, post, show }: AuthorityOptions): Authority {
  let customer: WrapKeys | undefined;
  let supervisor: { name: string; certificate: string; wrap: WrapKeys } | undefined;
  let changes = 0;
  const { customer: customerIndex, agent: agentIndex, supervisor: supervisorIndex } = rosterIndex;

  const members = (): RosterMember[] => [
    { participant: 'customer', name: null },
    { participant: 'agent', name: agentName },
    ...(supervisor ? [{ participant: 'supervisor' as const, name: supervisor.name }] : []),
  ];

  async function announce(): Promise<void> {
    if (!customer) return; // being agreed with anew: its end says so afterwards
    const [to, other, number] = [customer, supervisor, ++changes];
    const present = members();
    show(present);
    const roster = entriesOf(present);
    const pair = generatePair();
    const introductions: Introduction[] = other
      ? [{ index: supervisorIndex, certificate: other.certificate, pair }]
      : [];
    const change = { number, roster, introductions };
    const forCustomer = await sealRosterChange({ attempt: attemptId, to: customerIndex }, change, to.seal);
    const forSupervisor = other
      ? await sealRosterChange(
          { attempt: attemptId, to: supervisorIndex },
          { number, roster, introductions: [{ index: customerIndex, certificate: '', pair }] },
          other.wrap.seal,
        )
      : undefined;
    pair.fill(0);
    // the change first: the sealed keys that the worker makes now are for the new roster
    send('customer', forCustomer);
    if (forSupervisor) send('supervisor', forSupervisor);
    const peers = [{ index: customerIndex, wrap: to }];
    if (other) peers.push({ index: supervisorIndex, wrap: other.wrap });
    post({ type: 'roster', roster, peers });
  }

  return {
    customerAgreed: async (number, { wrap }) => {
      customer = wrap;
      const two = members().filter(({ participant }) => participant !== 'supervisor');
      const roster = entriesOf(two);
      if (!supervisor) show(two);
      const peers = [{ index: customerIndex, wrap }];
      post({ type: 'join', attempt: attemptId, agreementNumber: number, self: agentIndex, roster, peers });
      if (supervisor) await announce();
    },
    supervisorAgreed: async ({ wrap, supervisor: agreed }) => {
      if (!agreed) return;
      supervisor = { name: agreed.device.name, certificate: agreed.certificate, wrap };
      await announce();
    },
    supervisorLeft: async () => {
      if (!supervisor) return;
      supervisor = undefined;
      await announce();
    },
    hasSupervisor: () => supervisor !== undefined,
  };
}
