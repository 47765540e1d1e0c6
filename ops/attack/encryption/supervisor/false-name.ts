import type { Attack } from '../../attack.ts';
import { customerOf, makeTenant } from '../hostile/tenant.ts';
import { alarmOf, hasAlarm, heardBy, isIn, namesOf, startCall, supervisorAt } from './call.ts';
import { follower } from './patches.ts';

/**
 * At the agent's end the server has got its own root accepted, since nobody compared the fingerprint; so its supervisor
 * comes in there. The customer's end has the true root from the link.
 */
export const falseNameAtCustomer: Attack = {
  name: 'false-supervisor-shown-to-the-customer',
  by: "The customer's end verifies a supervisor's certificate itself, before it shows a name or makes a key (R34).",
  defence: [
    {
      file: follower,
      find: "await verifyCertificate(introduction?.certificate ?? '')",
      replace:
        "JSON.parse(Buffer.from((introduction?.certificate ?? '').split('.')[1] ?? '', 'base64url').toString()) as CertifiedDevice",
    },
  ],
  run: async house => {
    const own = await makeTenant(house);
    const { verifyCertificate: underFalseRoot } = await customerOf(house, own);
    const call = await startCall(
      house,
      deliver => deliver,
      people => ({ ...people, agent: { ...people.agent, verifyCertificate: underFalseRoot } }),
    );
    const { customer, people } = call;
    const name = 'Consumer Protection Office';
    const impostor = await call.letIn(await people.supervisor({ name }, own));
    await call.until(() => hasAlarm(customer) || isIn(impostor));
    const heard = await heardBy(call, impostor);
    const shown = supervisorAt(customer) === name;
    return {
      succeeded: shown && heard.includes(customer),
      seen: shown
        ? `the customer's screen showed "${name}", whom the bank does not know, and it heard ${namesOf(heard)}`
        : `the customer's screen showed no supervisor; alarm there ${alarmOf(customer)}; heard was ${namesOf(heard)}: not even the agent, who trusts the false root`,
    };
  },
};
