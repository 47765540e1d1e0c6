import {
  openRosterChange,
  pairKeys,
  sealRosterSeen,
  type AgreementResult,
  type CertifiedDevice,
  type Introduction,
  type Peer,
  type RosterChange,
  type ToWorker,
  type WrapKeys,
} from '@visavis/e2ee';
import type { Participant } from '@visavis/protocol';
import { entriesOf, participantOf, rosterIndex, type RosterMember } from './roster.ts';

type FollowerOptions = {
  attemptId: string;
  self: Exclude<Participant, 'agent'>;
  /** Under the tenant's root; throws an E2eeError if it does not hold. */
  verifyCertificate: (certificate: string) => Promise<CertifiedDevice>;
  send: (to: Participant, message: Uint8Array) => void;
  post: (message: ToWorker) => void;
  /** Before the worker is given a newcomer's keys. */
  show: (roster: RosterMember[]) => void;
};

/** An end that is told by the agent's who is in the call. */
export type Follower = {
  /** There are keys with the agent: the customer's call begins; a supervisor waits to be let in. */
  agreed: (number: number, result: AgreementResult) => void;
  /** @throws E2eeError for a change that is not to be followed; the call cannot go on */
  take: (message: Uint8Array<ArrayBuffer>) => Promise<void>;
  /** It is there for the `generation`th time: anew, it has to be introduced anew. */
  came: (participant: Participant, generation: number) => void;
  has: (participant: Participant) => boolean;
};

/** A change named someone whom this end cannot place or prove. */
export class UnknownParticipant extends Error {
  readonly code = 'unknown_participant';
}

export function createFollower({
  attemptId,
  self,
  verifyCertificate,
  send,
  post,
  show,
}: FollowerOptions): Follower {
  let agreement: { number: number; agent: CertifiedDevice; wrap: WrapKeys } | undefined;
  let last = 0;
  /** A supervisor joins with the first change after its agreement. */
  let joined = false;
  const introduced = createIntroduced();

  const join = (members: RosterMember[], peers: Peer[]) => {
    if (!agreement) return;
    introduced.are(members.map(({ participant }) => participant));
    const roster = entriesOf(members);
    if (joined) post({ type: 'roster', roster, peers });
    else
      post({
        type: 'join',
        attempt: attemptId,
        agreementNumber: agreement.number,
        self: rosterIndex[self],
        roster,
        peers,
      });
    joined = true;
  };

  async function take(message: Uint8Array<ArrayBuffer>): Promise<void> {
    if (!agreement) return;
    const { wrap, agent } = agreement;
    const own = { attempt: attemptId, self: rosterIndex[self] };
    const change = await openRosterChange(own, message, wrap.open, last);
    const { members, peers } = await read(change, agent, wrap);
    last = change.number;
    show(members);
    // only then does the agent's end let a newcomer in
    if (self === 'customer') send('agent', await sealRosterSeen(attemptId, last, wrap.seal));
    join(members, peers);
  }

  /** Everyone named, proven where there is a certificate, and the wrapping keys with each. */
  async function read(change: RosterChange, agent: CertifiedDevice, wrap: WrapKeys) {
    const members: RosterMember[] = [];
    const peers: Peer[] = [];
    for (const entry of change.roster) {
      const participant = participantOf(entry);
      if (participant === undefined) throw new UnknownParticipant();
      const introduction = change.introductions.find(({ index }) => index === entry.index);
      if (participant === 'agent') peers.push({ index: entry.index, wrap });
      else if (participant !== self) peers.push(await peerOf(self, introduction));
      const name = participant === 'agent' ? agent.name : await nameOf(participant, introduction);
      members.push({ participant, name });
    }
    if (!members.some(({ participant }) => participant === 'agent')) throw new UnknownParticipant();
    return { members, peers };
  }

  /** Of a supervisor from its certificate, verified here and not only at the agent's end (R34). */
  async function nameOf(participant: Participant, introduction?: Introduction): Promise<string | null> {
    if (participant === 'customer' || participant === self) return null;
    const device = await verifyCertificate(introduction?.certificate ?? '');
    if (device.role !== 'supervisor') throw new UnknownParticipant();
    return device.name;
  }

  return {
    agreed: (number, { agent, wrap }) => {
      agreement = { number, agent, wrap };
      last = 0;
      joined = false;
      introduced.are([]);
      if (self !== 'customer') return;
      const two: RosterMember[] = [
        { participant: 'customer', name: null },
        { participant: 'agent', name: agent.name },
      ];
      show(two);
      join(two, [{ index: rosterIndex.agent, wrap }]);
    },
    take,
    came: introduced.came,
    has: introduced.has,
  };
}

/** Who was introduced, and has not come anew since. */
function createIntroduced() {
  let present = new Set<Participant>();
  const generations = new Map<Participant, number>();
  return {
    are: (participants: Participant[]) => {
      present = new Set(participants);
    },
    came: (participant: Participant, generation: number) => {
      if (generation <= (generations.get(participant) ?? 0)) return;
      generations.set(participant, generation);
      present.delete(participant);
    },
    has: (participant: Participant) => present.has(participant),
  };
}

async function peerOf(self: Participant, introduction: Introduction | undefined): Promise<Peer> {
  if (!introduction) throw new UnknownParticipant();
  const { index, pair } = introduction;
  return { index, wrap: await pairKeys(pair, rosterIndex[self], index) };
}
