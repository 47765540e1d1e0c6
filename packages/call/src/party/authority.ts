import {
  generatePair,
  openRosterSeen,
  sealRosterChange,
  type AgreementResult,
  type Bytes,
  type Introduction,
  type RosterEntry,
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
  /** @throws E2eeError for what the customer's end has not sealed */
  customerSaw: (message: Bytes) => Promise<void>;
  hasSupervisor: () => boolean;
};

export function createAuthority({ attemptId, agentName, send, post, show }: AuthorityOptions): Authority {
  let customer: WrapKeys | undefined;
  let supervisor: { name: string; certificate: string; wrap: WrapKeys } | undefined;
  let changes = 0;
  /** Told to the customer's end, which has not said yet that it shows it. */
  let joining: { number: number; roster: RosterEntry[]; pair: Bytes } | undefined;
  const { customer: customerIndex, agent: agentIndex, supervisor: supervisorIndex } = rosterIndex;

  const members = (): RosterMember[] => [
    { participant: 'customer', name: null },
    { participant: 'agent', name: agentName },
    ...(supervisor ? [{ participant: 'supervisor' as const, name: supervisor.name }] : []),
  ];

  async function announce(): Promise<void> {
    joining = undefined;
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
    // the change first: the sealed keys that the worker makes then are for the new roster
    send('customer', await sealRosterChange({ attempt: attemptId, to: customerIndex }, change, to.seal));
    if (other) joining = { number, roster, pair };
    else post({ type: 'roster', roster, peers: [{ index: customerIndex, wrap: to }] });
  }

  /** The customer's screen shows the supervisor: now it gets keys, and this end's worker makes its own. */
  async function letIn(number: number): Promise<void> {
    if (!customer || !supervisor || joining?.number !== number) return;
    const { roster, pair } = joining;
    joining = undefined;
    const introductions = [{ index: customerIndex, certificate: '', pair }];
    const change = { number, roster, introductions };
    const { wrap } = supervisor;
    const sealed = await sealRosterChange({ attempt: attemptId, to: supervisorIndex }, change, wrap.seal);
    pair.fill(0);
    send('supervisor', sealed);
    const peers = [
      { index: customerIndex, wrap: customer },
      { index: supervisorIndex, wrap },
    ];
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
    customerSaw: async message => {
      if (customer) await letIn(await openRosterSeen(attemptId, message, customer.open));
    },
    hasSupervisor: () => supervisor !== undefined,
  };
}
