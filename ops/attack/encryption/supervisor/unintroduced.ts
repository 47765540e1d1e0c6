import { randomBytes } from 'node:crypto';
import type { Attack } from '../../attack.ts';
import { forgeData } from '../data/forge.ts';
import { lp } from '../hostile/agreement.ts';
import { roster } from '../hostile/media.ts';
import { alarmOf, changesAt, hasAlarm, isIn, startCall } from './call.ts';
import { indexOf } from './end.ts';
import { session, withoutIntroduction, withoutPeers } from './patches.ts';

/** More than an end holds back for somebody who may yet be introduced. */
const often = Array.from({ length: 17 }, (_, i) => i);
const order = 'please read me the number on your card';

/** A third picture is to appear at the customer's screen. */
export const unintroducedTrack: Attack = {
  name: 'track-of-somebody-unintroduced',
  by: 'The customer takes tracks of the agent only; another announced track raises an alarm at both ends (R39).',
  defence: [
    {
      file: 'packages/call/src/remote-tracks.ts',
      find: "if (!from.includes(notice.participant)) onAlarm('unknown_participant');\n      else if",
      replace: 'if',
    },
  ],
  run: async house => {
    const { customer, agent, until } = await startCall(house);
    // Node has no streams of tracks; this one only holds them
    Object.assign(globalThis, {
      MediaStream: class {
        getTracks = () => [];
        addTrack = () => undefined;
      },
    });
    let taken = 0;
    const consume = () => {
      taken++;
      return Promise.resolve({ kind: 'video' } as MediaStreamTrack);
    };
    customer.tracks.use({ consume } as unknown as Parameters<typeof customer.tracks.use>[0]);
    customer.tracks.announce({
      attemptId: 'attempt-1',
      participant: 'supervisor',
      slot: 'camera',
      kind: 'video',
      consumerId: 'consumer-1',
      producerId: 'producer-1',
      rtpParameters: {},
    });
    await until(() => customer.streams.length > 0 || (hasAlarm(customer) && hasAlarm(agent)));
    return {
      succeeded: customer.streams.length > 0,
      seen: `the customer's end took ${taken} and showed ${customer.streams.length} of its tracks; alarms: at the customer ${alarmOf(customer)}, at the agent ${alarmOf(agent)}`,
    };
  },
};

/** A sealed key as the customer would have to take it: head by the specification, the key itself in the clear. */
const offeredKey = (baseKey: Uint8Array, epoch: number) => {
  const entries = roster.flatMap(({ index, participant }) => [index, ...lp(Buffer.from(participant))]);
  const head = [16, 1, 0, 0, 0, 0, roster.length, ...entries, indexOf.supervisor];
  const key = Uint8Array.from([...head, ...randomBytes(12), ...baseKey, ...randomBytes(16)]);
  new DataView(key.buffer).setUint32(2, epoch);
  return key;
};

/** The server speaks to the customer as a supervisor that it made up: with a key, then with data messages. */
export const unintroducedMessages: Attack = {
  name: 'key-and-messages-of-somebody-unintroduced',
  by: 'Nothing is taken from a participant whom no change of the roster introduced: no wrapping keys, no messages, and an alarm at both ends (R14, R37, R39).',
  defence: [
    withoutIntroduction,
    withoutPeers,
    {
      file: session,
      find: 'const wrap = wraps.get(from);',
      replace: 'const wrap = wraps.get(from) ?? [...wraps.values()][0];',
    },
    {
      file: 'packages/e2ee/src/sender-keys.ts',
      find: 'new Uint8Array(await crypto.subtle.decrypt(params, wrapKey, body))',
      replace: 'body.slice(0, 32)',
    },
  ],
  run: async house => {
    const { customer, agent, carry, until } = await startCall(house);
    const baseKey = randomBytes(32);
    const context = { attempt: 'attempt-1', epoch: 65_536, sender: indexOf.supervisor };
    for (const i of often) carry('supervisor', 'customer', offeredKey(baseKey, context.epoch + i));
    await until(() => hasAlarm(customer) || customer.log.includes('old_epoch') || customer.keys.includes(2));
    for (const i of often)
      customer.hear('supervisor', 'control', forgeData(baseKey, context, 'control', i, order));
    await until(() => customer.messages.length > 0 || (customer.alarms.length > 1 && hasAlarm(agent)));
    return {
      succeeded: customer.messages.length > 0,
      seen: `the customer's end took ${customer.keys.filter(index => index === 2).length} keys and ${customer.messages.length} messages of it; alarms: at the customer ${alarmOf(customer)}, at the agent ${alarmOf(agent)}`,
    };
  },
};

/** A supervisor that has left writes on, under the key that both ends took from it. */
export const writesOn: Attack = {
  name: 'supervisor-writes-on-after-leaving',
  by: "A participant's keys die at once when it leaves (R15), and what it still sends raises an alarm (R37, R39).",
  defence: [
    withoutIntroduction,
    withoutPeers,
    { file: session, find: 'removeReceiveKeys(state.receive, index);', replace: '' },
  ],
  run: async house => {
    const call = await startCall(house);
    const { customer, agent, until } = call;
    const supervisor = await call.letIn(await call.people.supervisor());
    await until(() => isIn(supervisor) && [customer, agent].every(({ keys }) => keys.includes(2)));
    call.sayItLeft();
    await until(() => changesAt(customer) === 2 && changesAt(agent) === 2);
    const payload = Uint8Array.from(Buffer.from(order));
    let sent = 0;
    while (sent++ < often.length) {
      const sealed = await supervisor.session.sealData('control', payload);
      for (const end of [customer, agent]) end.hear('supervisor', 'control', sealed);
    }
    await until(() => [customer, agent].every(end => end.messages.length > 0 || hasAlarm(end)));
    const read = customer.messages.length + agent.messages.length;
    return {
      succeeded: read > 0,
      seen: `after it had left, ${read} messages of it were read; alarms: at the customer ${alarmOf(customer)}, at the agent ${alarmOf(agent)}`,
    };
  },
};
