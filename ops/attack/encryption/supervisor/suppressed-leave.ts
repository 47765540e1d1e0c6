import type { Attack } from '../../attack.ts';
import type { House } from '../../house.ts';
import { changesAt, heardBy, isIn, namesOf, startCall, supervisorAt } from './call.ts';
import type { End } from './end.ts';

const isSeenAt = (end: End) => supervisorAt(end) !== undefined;

/** Nobody is told that the supervisor left: it stays, by all that both ends know. */
async function leaveHidden(house: House) {
  const call = await startCall(house);
  const supervisor = await call.letIn(await call.people.supervisor());
  await call.until(() => isIn(supervisor) && changesAt(call.customer) === 1);
  return { call, supervisor };
}

/** The agent is told, but its word on it does not reach the customer. */
async function leaveHiddenFromCustomer(house: House) {
  const call = await startCall(house, deliver => (from, to, message) => {
    const isLeave = message[0] === 18 && message[5] === 2;
    if (!isLeave) deliver(from, to, message);
  });
  const supervisor = await call.letIn(await call.people.supervisor());
  await call.until(() => isIn(supervisor) && changesAt(call.customer) === 1);
  call.sayItLeft();
  await call.until(() => changesAt(call.agent) === 2);
  return { call, supervisor };
}

/** The agent's word that a supervisor comes does not reach the customer. */
async function comingHiddenFromCustomer(house: House) {
  const withheld = Promise.withResolvers<void>();
  const call = await startCall(house, deliver => (from, to, message) => {
    if (message[0] === 18 && to === 'customer') withheld.resolve();
    else deliver(from, to, message);
  });
  const supervisor = await call.letIn(await call.people.supervisor());
  await withheld.promise;
  return { call, supervisor };
}

/** The server can keep news from an end. It is to gain an ear that is on no screen. */
export const suppressedLeave: Attack = {
  name: 'suppressed-coming-and-going',
  by: "An end's keys and its screen follow the same roster, the screen first (R34): it is heard by nobody whom it does not show, and the agent's end lets nobody in whom the customer's has not said that it shows. Hiding that a supervisor left only keeps it on the screens.",
  defence: [
    { file: 'packages/call/src/party/authority.ts', find: '    show(present);\n', replace: '' },
    { file: 'packages/call/src/party/follower.ts', find: '    show(members);\n', replace: '' },
  ],
  run: async house => {
    const unseen: End[] = [];
    const words: string[] = [];
    for (const [how, scene] of [
      ['its leaving hidden from both', leaveHidden],
      ['its leaving hidden from the customer', leaveHiddenFromCustomer],
      ['its coming hidden from the customer', comingHiddenFromCustomer],
    ] as const) {
      const { call, supervisor } = await scene(house);
      const heard = await heardBy(call, supervisor);
      unseen.push(...heard.filter(end => !isSeenAt(end)));
      const shown = [call.customer, call.agent].filter(isSeenAt);
      words.push(`${how}: shown at ${namesOf(shown)}, heard was ${namesOf(heard)}`);
    }
    return {
      succeeded: unseen.length > 0,
      seen: `${words.join('; ')}; heard without being shown: ${unseen.length} times`,
    };
  },
};
