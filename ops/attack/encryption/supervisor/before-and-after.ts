import type { Attack } from '../../attack.ts';
import { changesAt, hears, heardBy, isIn, namesOf, say, startCall } from './call.ts';
import { session } from './patches.ts';

/** A true supervisor, to whom the server gives what was said before it came. */
export const heardBefore: Attack = {
  name: 'supervisor-opens-what-was-before',
  by: 'Every end makes a new sender key in a new epoch when a supervisor joins, and seals only that for it (R36).',
  defence: [
    {
      file: session,
      find: 'const raw = randomBytes(SENDER_KEY_LENGTH);',
      replace: 'const raw = ((state as { kept?: Bytes }).kept ??= randomBytes(SENDER_KEY_LENGTH)).slice();',
    },
    { file: session, find: 'const epoch = state.epoch++;', replace: 'const epoch = state.epoch;' },
  ],
  run: async house => {
    const call = await startCall(house);
    const { customer, agent } = call;
    const words = 'the number on my card is 98765432';
    const before = [
      { of: customer, frame: await say(customer, words) },
      { of: agent, frame: await say(agent, words) },
    ];
    const supervisor = await call.letIn(await call.people.supervisor());
    await call.until(() => isIn(supervisor));
    const heard = [];
    for (const { of, frame } of before) if (await hears(supervisor, of.self, frame, words)) heard.push(of);
    const now = await heardBy(call, supervisor);
    return {
      succeeded: heard.length > 0,
      seen: `from before it came it heard ${namesOf(heard)}, afterwards ${namesOf(now)}`,
    };
  },
};

/** It has left, by the roster, and keeps its page and its keys; the server goes on copying everything to it. */
export const heardAfterwards: Attack = {
  name: 'supervisor-listens-on-after-leaving',
  by: 'When a supervisor leaves, every end drops its sender key at once and seals the next only for those who stay (R36).',
  defence: [
    { file: session, find: 'if (left.length > 0) {', replace: 'if (left.length < 0) {' },
    {
      file: session,
      find: 'await newSenderKey(state, left.length > 0);',
      replace: 'if (left.length === 0) await newSenderKey(state, false);',
    },
  ],
  run: async house => {
    const call = await startCall(house, deliver => (from, to, message) => {
      deliver(from, to, message);
      // sealed sender keys are for one; the leaver tries them all
      if (message[0] === 16 && to !== 'supervisor') deliver(from, 'supervisor', message);
    });
    const { customer, agent } = call;
    const supervisor = await call.letIn(await call.people.supervisor());
    await call.until(() => isIn(supervisor));
    const present = await heardBy(call, supervisor);
    call.sayItLeft();
    await call.until(() => changesAt(customer) === 2 && changesAt(agent) === 2);
    const heard = await heardBy(call, supervisor);
    return {
      succeeded: heard.length > 0,
      seen: `while it was in the call it heard ${namesOf(present)}, after it had left ${namesOf(heard)}`,
    };
  },
};
