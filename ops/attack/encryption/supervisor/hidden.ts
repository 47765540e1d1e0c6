import type { Attack, Patch } from '../../attack.ts';
import type { House } from '../../house.ts';
import { makeTenant } from '../hostile/tenant.ts';
import { withoutRoot } from '../agreement/patches.ts';
import { alarmOf, hasAlarm, heardBy, isIn, namesOf, startCall, supervisorAt } from './call.ts';
import { agreementAtAgent, follower } from './patches.ts';
import type { People } from './people.ts';

/** The server announces a supervisor, and relays its agreement with the agent. */
async function letIn(house: House, impostorOf: (people: People) => ReturnType<People['supervisor']>) {
  const call = await startCall(house);
  const { customer, agent } = call;
  const hidden = await call.letIn(await impostorOf(call.people));
  await call.until(() => isIn(hidden) || (hasAlarm(customer) && hasAlarm(agent)));
  const heard = await heardBy(call, hidden);
  return {
    succeeded: heard.length > 0,
    seen:
      heard.length > 0
        ? `it was let in as supervisor "${supervisorAt(agent)}" and heard ${namesOf(heard)}`
        : `it got ${hidden.keys.length} sender keys and heard nobody; alarms: at the agent ${alarmOf(agent)}, at the customer ${alarmOf(customer)}`,
  };
}

const checkAtAgent = (find: string): Patch => ({ file: agreementAtAgent, find, replace: '' });

export const uncertifiedSupervisor: Attack = {
  name: 'hidden-supervisor-made-up',
  by: "A supervisor's certificate must verify under the tenant's root at the agent's and the customer's end (R33, R34); whoever fails gets no key, and both ends show an alarm (R39).",
  defence: withoutRoot,
  run: house =>
    letIn(house, async ({ supervisor }) => supervisor({ name: 'Quality Control' }, await makeTenant(house))),
};

export const otherRolesSupervisor: Attack = {
  name: 'hidden-supervisor-of-another-role',
  by: 'Only a certificate for the role of supervisor lets in, at the agent’s end and once more at the customer’s (R33, R34, R39).',
  defence: [
    checkAtAgent(
      "if (device.role !== 'supervisor') throw new E2eeError('bad_certificate', 'not a supervisor');",
    ),
    {
      file: follower,
      find: "if (device.role !== 'supervisor') throw new UnknownParticipant();",
      replace: '',
    },
  ],
  run: house => letIn(house, ({ supervisor }) => supervisor({ role: 'admin', name: 'Ines Example' })),
};

export const otherTenantsSupervisor: Attack = {
  name: 'hidden-supervisor-of-another-tenant',
  by: 'A certificate names its tenant, also where one root serves several (R24, R33, R39).',
  defence: [
    {
      file: 'packages/e2ee/src/identity/certificate.ts',
      find: "if (certificate.tenant !== tenant) throw new E2eeError('bad_certificate', 'another tenant');",
      replace: '',
    },
  ],
  run: house => letIn(house, ({ supervisor }) => supervisor({ tenant: 'tenant-2', name: 'Otto Example' })),
};

export const agentAsSupervisor: Attack = {
  name: 'hidden-supervisor-is-the-agent',
  by: "A certificate for the agent's own person is refused: nobody supervises themselves from a second device (R33, R39).",
  defence: [
    checkAtAgent(
      "if (device.person === options.agent.person) throw new E2eeError('bad_certificate', 'the agent itself');",
    ),
  ],
  run: house => letIn(house, ({ supervisor }) => supervisor({ person: 'person-1', name: 'Ada Example' })),
};

/** Certificates go through the server in the clear: it shows a true one, without the device that it is for. */
export const borrowedSupervisor: Attack = {
  name: 'hidden-supervisor-under-a-true-name',
  by: "A supervisor's hello is signed with the very key that its certificate names (R33, R39).",
  defence: [
    {
      file: agreementAtAgent,
      find: '!(await crypto.subtle.verify(ECDSA_SHA384, device.deviceKey, signature, signed))',
      replace: 'false',
    },
  ],
  run: house =>
    letIn(house, async ({ supervisor }) => {
      const [known, own] = [await supervisor(), await supervisor()];
      return { ...known, options: { ...known.options, deviceKey: own.options.deviceKey } };
    }),
};
