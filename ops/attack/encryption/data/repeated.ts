import type { Attack } from '../../attack.ts';
import { CUSTOMER, runningCall } from '../hostile/media.ts';
import { give, read, write } from './conversation.ts';
import { data } from './patches.ts';

/** The SFU delivers messages again, and one that it had held back. */
export const replayedMessages: Attack = {
  name: 'replayed-data-messages',
  by: 'The sequence of a key only rises at the receiver (R38).',
  defence: [
    { file: data, find: "if (sequence <= last[channel]) throw new E2eeError('replayed');", replace: '' },
  ],
  run: async house => {
    const { customer, agent } = await runningCall(house);
    const [torch, chat] = [
      await write(customer, 'control', 'torch on'),
      await write(customer, 'control', 'yes'),
    ];
    await give(agent, CUSTOMER, 'control', chat);
    const again = await give(agent, CUSTOMER, 'control', chat);
    const heldBack = await give(agent, CUSTOMER, 'control', torch);
    const count = read(agent).length;
    return {
      succeeded: count > 1,
      seen: `of one message, once more the same, and an older one after it, the agent's end delivered ${count}; the repeated one: ${again ?? 'delivered'}, the older one: ${heldBack ?? 'delivered'}`,
    };
  },
};

/** A message is kept until long after its key was replaced: an old word as the answer to a new question. */
export const lateMessages: Attack = {
  name: 'data-message-under-an-old-epoch',
  by: 'A key that was replaced dies ten seconds later, for data messages as for frames (R15); and each epoch has keys of its own (R37).',
  defence: [
    {
      file: 'packages/e2ee/src/media/key-ring.ts',
      find: "if (found.until !== undefined && now >= found.until) throw new E2eeError('old_epoch');",
      replace: '',
    },
  ],
  run: async house => {
    const { customer, agent, clock } = await runningCall(house);
    const kept = await write(customer, 'control', 'yes, I agree');
    await customer.session.rotate();
    await agent.session.takePeerKey(CUSTOMER, customer.lastKey());
    clock.now += 10_000;
    const renamed = kept.slice();
    new DataView(renamed.buffer).setBigUint64(2, BigInt((65_536 + 1) * 16 + CUSTOMER));
    const underNew = await give(agent, CUSTOMER, 'control', renamed);
    const underOld = await give(agent, CUSTOMER, 'control', kept);
    const count = read(agent).length;
    return {
      succeeded: count > 0,
      seen: `ten seconds after the change of keys ${count} were delivered: as it was ${underOld ?? 'delivered'}, renamed to the new epoch ${underNew ?? 'delivered'}`,
    };
  },
};
