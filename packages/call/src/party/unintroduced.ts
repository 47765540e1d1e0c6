import type { Participant } from '@visavis/protocol';

type UnintroducedOptions<Message> = {
  isPresent: (participant: Participant) => boolean;
  deliver: (from: Participant, message: Message) => void;
  /** Nobody introduced the sender in time (R39). */
  onUnknown: () => void;
};

/** A newcomer's first message may overtake the agent's word on it, which takes another way through the servers. */
const introductionMilliseconds = 10_000;
const heldMost = 16;

/** Holds what comes from a participant whom the agent has not introduced, for a while. */
export function createUnintroduced<Message>({ isPresent, deliver, onUnknown }: UnintroducedOptions<Message>) {
  let held: { from: Participant; message: Message }[] = [];
  let late: ReturnType<typeof setTimeout> | undefined;
  const release = () => {
    const all = held;
    held = all.filter(({ from }) => !isPresent(from));
    for (const { from, message } of all) if (isPresent(from)) deliver(from, message);
    if (held.length > 0) return;
    clearTimeout(late);
    late = undefined;
  };
  return {
    receive: (from: Participant, message: Message) => {
      if (isPresent(from)) deliver(from, message);
      else if (held.length >= heldMost) onUnknown();
      else {
        held.push({ from, message });
        late ??= setTimeout(onUnknown, introductionMilliseconds);
      }
    },
    /** The roster has changed. */
    look: release,
    close: () => {
      clearTimeout(late);
      held = [];
    },
  };
}
