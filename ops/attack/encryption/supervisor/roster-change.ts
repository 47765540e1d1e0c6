import { randomBytes } from 'node:crypto';
import type { Bytes } from '@visavis/e2ee';
import type { Attack } from '../../attack.ts';
import type { House } from '../../house.ts';
import { lp } from '../hostile/agreement.ts';
import { mediaEnd } from '../hostile/media.ts';
import {
  alarmOf,
  changesAt,
  hasAlarm,
  heardBy,
  isIn,
  keysFrom,
  namesOf,
  startCall,
  supervisorAt,
  type HostileCall,
} from './call.ts';
import { indexOf, type End } from './end.ts';
import { rosterChange } from './patches.ts';

const three = (['customer', 'agent', 'supervisor'] as const).map(participant => ({
  index: indexOf[participant],
  participant,
}));

/** A change as the specification writes it, up to and with the nonce. */
const headOf = (number: number, to: number): Bytes =>
  Uint8Array.from([
    ...[18, 1, 0, 0, 0, number, three.length],
    ...three.flatMap(({ index, participant }) => [index, ...lp(Buffer.from(participant))]),
    to,
    ...randomBytes(12),
  ]);

async function outcomeOf(call: HostileCall, listener: Pick<End, 'session'>, what: string) {
  const { customer } = call;
  const heard = await heardBy(call, listener);
  return {
    succeeded: heard.length > 0,
    seen:
      heard.length > 0
        ? `the customer's end followed ${what}, showed "${supervisorAt(customer)}", and ${namesOf(heard)} was heard`
        : `the customer's end did not follow ${what}: ${alarmOf(customer)}; heard was nobody`,
  };
}

/** The server writes the agent's word on a supervisor itself, with wrapping keys of its own choice. */
export const forgedRosterChange: Attack = {
  name: 'forged-roster-change',
  by: 'A change of the roster is sealed with the key that agent and customer agreed on (R35).',
  defence: [
    {
      file: rosterChange,
      find: '.decrypt(params, wrapKey, sealed.slice(headLength + NONCE_LENGTH))',
      replace: ".digest('SHA-384', iv)\n    .then(() => sealed.slice(headLength + NONCE_LENGTH, -16).buffer)",
    },
  ],
  run: async house => {
    const keys: Bytes[] = [];
    const call = await startCall(house, deliver => (from, to, message) => {
      if (from === 'customer' && to === 'supervisor') keys.push(message);
      deliver(from, to, message);
    });
    const { customer } = call;
    const { certificate } = (await call.people.supervisor()).options;
    const { generatePair, pairKeys, sealRosterChange } = await house.load('packages/e2ee/src/index.ts');
    const pair = generatePair();
    const listener = await mediaEnd(house, indexOf.supervisor, call.clock);
    const peers = [
      { index: indexOf.customer, wrap: await pairKeys(pair.slice(), indexOf.supervisor, indexOf.customer) },
      { index: indexOf.agent, wrap: await pairKeys(generatePair(), indexOf.supervisor, indexOf.agent) },
    ];
    const joined = {
      attempt: 'attempt-1',
      agreementNumber: 1,
      self: indexOf.supervisor,
      roster: three,
      peers,
    };
    await listener.session.join({ type: 'join', ...joined });
    const body = [1, indexOf.supervisor, ...lp(Buffer.from(certificate)), ...pair];
    const ownKey = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt']);
    const introductions = [{ index: indexOf.supervisor, certificate, pair }];
    const forgeries = [
      await sealRosterChange(
        { attempt: 'attempt-1', to: indexOf.customer },
        { number: 1, roster: three, introductions },
        ownKey,
      ),
      Uint8Array.from([...headOf(1, indexOf.customer), ...body, ...randomBytes(16)]),
    ];
    for (const [at, forged] of forgeries.entries()) {
      call.carry('agent', 'customer', forged);
      await call.until(() => customer.alarms.length > at || changesAt(customer) > 0);
    }
    for (const key of keys) await listener.session.takePeerKey(indexOf.customer, key);
    return outcomeOf(call, listener, 'a change that the server had written');
  },
};

/** A supervisor came and went; it and the server work together. */
async function afterLeaving(
  house: House,
  repeat: (said: { toCustomer: Bytes; toSupervisor: Bytes }) => Bytes[],
) {
  const changes = { customer: [] as Bytes[], agent: [] as Bytes[], supervisor: [] as Bytes[] };
  const call = await startCall(house, deliver => (from, to, message) => {
    if (message[0] === 18) changes[to].push(message.slice());
    deliver(from, to, message);
  });
  const { customer, agent } = call;
  const leaver = await call.letIn(await call.people.supervisor());
  await call.until(() => isIn(leaver) && changesAt(customer) === 1);
  call.sayItLeft();
  await call.until(() => changesAt(customer) === 2 && changesAt(agent) === 2);
  const before = keysFrom(leaver, 'customer');
  const [toCustomer, toSupervisor] = [changes.customer[0], changes.supervisor[0]];
  if (!toCustomer || !toSupervisor) throw new Error('no change was sent');
  for (const [at, message] of repeat({ toCustomer, toSupervisor }).entries()) {
    call.carry('agent', 'customer', message);
    await call.until(() => customer.alarms.length > at || keysFrom(leaver, 'customer') > before);
    if (!hasAlarm(customer)) break;
  }
  return { call, leaver };
}

/** The change by which the supervisor came in, once more after it has left. */
export const rolledBackRoster: Attack = {
  name: 'rolled-back-roster',
  by: 'The number of a change only rises (R35).',
  defence: [
    {
      file: rosterChange,
      find: "if (number <= last) throw new E2eeError('old_roster_change');",
      replace: '',
    },
  ],
  run: async house => {
    const { call, leaver } = await afterLeaving(house, ({ toCustomer }) => [toCustomer]);
    return outcomeOf(call, leaver, 'the change from before the supervisor left');
  },
};

/** The same under a new number; and the change that was meant for the supervisor, addressed to the customer. */
export const alteredRosterChange: Attack = {
  name: 'altered-and-redirected-roster-change',
  by: 'Number, roster and receiver of a change are authenticated with it, and each receiver has a key of its own (R35).',
  defence: [
    {
      file: rosterChange,
      find: "concat(labelled('roster', utf8(attempt)), head);",
      replace: "concat(labelled('roster', utf8(attempt)), head.slice(0, 2));",
    },
  ],
  run: async house => {
    const numbered = (message: Bytes) => {
      const altered = message.slice();
      new DataView(altered.buffer).setUint32(2, 9);
      return altered;
    };
    const { call, leaver } = await afterLeaving(house, ({ toCustomer, toSupervisor }) => {
      const receiverAt = headOf(1, 0).length - 13;
      const redirected = numbered(toSupervisor);
      redirected[receiverAt] = indexOf.customer;
      return [numbered(toCustomer), toSupervisor, redirected];
    });
    return outcomeOf(call, leaver, 'an old change under a new number, or one for another receiver');
  },
};
