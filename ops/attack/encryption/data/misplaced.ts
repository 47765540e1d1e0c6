import type { Attack } from '../../attack.ts';
import { AGENT, attempt, CUSTOMER, runningCall } from '../hostile/media.ts';
import { ends } from '../media/agreed.ts';
import { ownFramesBack } from '../media/misplaced.ts';
import { isIn, startCall } from '../supervisor/call.ts';
import { indexOf } from '../supervisor/end.ts';
import { give, read, write } from './conversation.ts';
import {
  keyBySaidSender,
  oneKeyForChannels,
  withoutAuthentication,
  withoutChannel,
  withoutHead,
  withoutSender,
} from './patches.ts';

/** Bytes of a photo that read as a command: the server moves them to the channel for commands. */
const command = '{"type":"flip"}';

export const photoAsControl: Attack = {
  name: 'photo-as-control',
  by: 'A message names its channel, and is taken on no other (R37).',
  defence: [withoutChannel],
  run: async house => {
    const { customer, agent } = await runningCall(house);
    const refused = await give(agent, CUSTOMER, 'control', await write(customer, 'photo', command));
    const [taken] = read(agent);
    return taken
      ? { succeeded: true, seen: `the agent's end took bytes of a photo as ${taken.channel}: ${taken.text}` }
      : { succeeded: false, seen: `the agent's end delivered nothing: ${refused}` };
  },
};

export const renamedChannel: Attack = {
  name: 'photo-renamed-to-control',
  by: 'Each channel has a key of its own, and the name of the channel is authenticated (R37).',
  defence: [oneKeyForChannels, withoutHead],
  run: async house => {
    const { customer, agent } = await runningCall(house);
    const renamed = await write(customer, 'photo', command);
    renamed[10] = 1;
    const refused = await give(agent, CUSTOMER, 'control', renamed);
    const [taken] = read(agent);
    return taken
      ? { succeeded: true, seen: `the agent's end took bytes of a photo as ${taken.channel}: ${taken.text}` }
      : { succeeded: false, seen: `the agent's end delivered nothing: ${refused}` };
  },
};

/** The same two people, another attempt, the same place in its life. */
export const otherAttemptsMessage: Attack = {
  name: 'data-message-of-another-attempt',
  by: "A message is authenticated under a key that is fresh in every attempt and bound to it, so that another attempt's does not verify (R37).",
  defence: withoutAuthentication,
  run: async house => {
    const [one, other] = [await runningCall(house), await runningCall(house, { now: 0 }, 'attempt-2')];
    const refused = await give(
      one.agent,
      CUSTOMER,
      'control',
      await write(other.customer, 'control', 'yes, I agree'),
    );
    const count = read(one.agent).length;
    return {
      succeeded: count > 0,
      seen: `${count} messages delivered that the customer of this attempt never sent${refused ? `: ${refused}` : ''}`,
    };
  },
};

/** What a supervisor wrote is to read as the customer's word. */
export const otherSendersMessage: Attack = {
  name: 'data-message-as-of-another-sender',
  by: 'A message names its sender, opens under that sender’s key alone, and is taken only over the sender’s own channel (R37).',
  defence: [withoutSender, keyBySaidSender],
  run: async house => {
    const { agent, customer, letIn, people, until } = await startCall(house);
    const supervisor = await letIn(await people.supervisor());
    const stands = () => isIn(supervisor) && [agent, customer].every(({ keys }) => keys.includes(2));
    await until(stands);
    const sealed = await write(supervisor, 'control', 'that is my signature');
    const refused = await give(agent, indexOf.customer, 'control', sealed);
    const [taken] = agent.messages;
    return taken
      ? {
          succeeded: true,
          seen: `the agent read the supervisor's words as those of participant ${taken.from}, the customer: "${taken.text}"`,
        }
      : { succeeded: false, seen: `the agent's end delivered nothing: ${refused}` };
  },
};

/** The agent reads its own question as the customer's answer. */
export const ownMessagesBack: Attack = {
  name: 'own-data-messages-sent-back',
  by: 'Each direction has a wrapping key of its own, and a message names its sender, which is never oneself (R2, R14, R20, R37).',
  defence: [...ownFramesBack.defence, withoutSender],
  run: async house => {
    const { agent } = await ends(house);
    const own = await write(agent, 'control', 'Is that your signature?');
    const key = await attempt(agent.session.takePeerKey(CUSTOMER, agent.lastKey()));
    const asCustomers = await give(agent, CUSTOMER, 'control', own);
    const asOwn = await give(agent, AGENT, 'control', own);
    const [taken] = read(agent);
    return taken
      ? { succeeded: true, seen: `the agent read its own words as those of participant ${taken.from}` }
      : {
          succeeded: false,
          seen: `the agent's end refused its own key (${'refused' in key ? key.refused : 'none'}) and its message: as the customer's ${asCustomers}, as its own ${asOwn}`,
        };
  },
};

/** Every bit of a message, one at a time. */
export const flippedMessages: Attack = {
  name: 'flipped-bits-of-data-messages',
  by: 'All of a message is authenticated: head, payload and tag (R37).',
  defence: withoutAuthentication,
  run: async (house, size) => {
    const { customer, agent } = await runningCall(house);
    const sealed = await write(customer, 'control', 'zoom 2');
    const stride = Math.max(1, Math.round(1 / size));
    let tried = 0;
    for (let bit = 0; bit < sealed.length * 8; bit += stride) {
      const flipped = sealed.slice();
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      await give(agent, CUSTOMER, 'control', flipped);
      tried++;
    }
    const taken = read(agent);
    return {
      succeeded: taken.length > 0,
      seen: `${tried} messages with one bit flipped, ${taken.length} delivered`,
    };
  },
};
