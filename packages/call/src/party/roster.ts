import type { RosterEntry } from '@visavis/e2ee';
import type { Participant } from '@visavis/protocol';

/** Someone in the call, as screens show it. */
export type RosterMember = {
  participant: Participant;
  /** From the certificate this end has verified; null for the customer, who has none. */
  name: string | null;
};

/** Fixed for all calls; see the roster of the encryption's specification. */
export const rosterIndex: Record<Participant, number> = { customer: 0, agent: 1, supervisor: 2 };

/** @param index of a message of this page's own worker, which knows no others */
export const participantAt = (index: number): Participant =>
  (Object.keys(rosterIndex) as Participant[]).find(name => rosterIndex[name] === index) ?? 'customer';

export const entriesOf = (members: readonly RosterMember[]): RosterEntry[] =>
  members.map(({ participant }) => ({ participant, index: rosterIndex[participant] }));

/** The participant of a roster entry, if index and name belong together. */
export function participantOf({ index, participant }: RosterEntry): Participant | undefined {
  const known = (Object.keys(rosterIndex) as Participant[]).find(name => name === participant);
  return known !== undefined && rosterIndex[known] === index ? known : undefined;
}
