import type { Attack, Patch } from '../../attack.ts';
import type { House } from '../../house.ts';
import { hostileAgent } from '../hostile/agreement.ts';
import { hears } from '../hostile/listen-in.ts';
import { customerOf, makeTenant, NOW, type Tenant } from '../hostile/tenant.ts';
import { honestContext, startVictimCustomer } from '../hostile/victim.ts';
import { withoutRoot, withoutSignature } from './patches.ts';

const certificates = 'packages/e2ee/src/identity/certificate.ts';

/** An attacker with a device of its own and a certificate answers the customer as its agent. */
async function answer(
  house: House,
  certificateFor: (tenant: Tenant, device: Parameters<Tenant['certify']>[0]) => Promise<string>,
  what: string,
) {
  const tenant = await makeTenant(house);
  const { generateDeviceKey } = await house.load('packages/e2ee/src/index.ts');
  const device = await generateDeviceKey();
  const context = await honestContext(house);
  const customer = await startVictimCustomer(house, context, await customerOf(house, tenant));
  const attacker = hostileAgent(context, await certificateFor(tenant, device), device.privateKey);
  const commit = customer.outbox.shift()?.slice(1);
  if (!commit) throw new Error('no commitment');
  const helloC = await customer.take(await attacker.answer(commit));
  if (!helloC) return { succeeded: false, seen: `the customer's end refused ${what}: ${customer.refused}` };
  const { secrets, confirmA } = attacker.finish(commit, helloC.subarray(1));
  await customer.take(confirmA);
  const { result } = customer;
  if (!result) return { succeeded: false, seen: `the customer's end refused: ${customer.refused}` };
  const heard = await hears(house, { as: 'customer', wrap: result.wrap }, await secrets.wrap('agent'));
  return {
    succeeded: heard,
    seen: `the customer's end showed ${what} as its agent "${result.agent.name}", and its frames were opened`,
  };
}

export const uncertifiedAgent: Attack = {
  name: 'answered-by-the-server',
  by: "The agent's certificate must verify under the tenant's root, which the platform never holds (R8, R24).",
  defence: withoutRoot,
  run: async house => {
    const own = await makeTenant(house);
    return answer(house, (_, device) => own.certify(device), 'an agent that the server had made up');
  },
};

const withoutCheck = (find: string): Patch[] => [{ file: certificates, find, replace: '' }];

export const otherTenantsDevice: Attack = {
  name: 'device-of-another-tenant',
  by: 'A certificate names its tenant, also where one root serves several (R24).',
  defence: withoutCheck(
    "if (certificate.tenant !== tenant) throw new E2eeError('bad_certificate', 'another tenant');",
  ),
  run: house =>
    answer(
      house,
      (tenant, device) => tenant.certify(device, { tenant: 'tenant-2' }),
      "another tenant's device",
    ),
};

export const expiredDevice: Attack = {
  name: 'device-with-expired-certificate',
  by: 'A certificate has an end (R24).',
  defence: withoutCheck("if (now >= certificate.expires) throw new E2eeError('certificate_expired');"),
  run: house =>
    answer(
      house,
      (tenant, device) => tenant.certify(device, { issued: NOW - 900, expires: NOW - 1 }),
      'a device whose certificate had run out',
    ),
};

export const otherRolesDevice: Attack = {
  name: 'device-of-another-role',
  by: 'A certificate names a role, and only an agent answers calls (R8).',
  defence: [
    {
      file: 'packages/e2ee/src/agreement/initiator.ts',
      find: "if (agent.role !== 'agent') throw new E2eeError('bad_certificate', 'not an agent');",
      replace: '',
    },
  ],
  run: house =>
    answer(house, (tenant, device) => tenant.certify(device, { role: 'admin' }), "an administrator's device"),
};

export const otherPersonsCertificate: Attack = {
  name: 'certificate-of-another-person',
  by: 'The hello is signed with the very key that the certificate names (R8).',
  defence: [withoutSignature],
  run: house =>
    answer(
      house,
      async tenant => (await tenant.agent({ person: 'person-2', name: 'Grace Example' })).certificate,
      "another device under a true agent's certificate",
    ),
};
