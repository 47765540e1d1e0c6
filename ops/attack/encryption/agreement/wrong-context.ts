import type { Attack } from '../../attack.ts';
import { honestContext } from '../hostile/victim.ts';
import { customerOf, makeTenant } from '../hostile/tenant.ts';
import { relay, startVictimAgent, startVictimCustomer } from '../hostile/victim.ts';

/**
 * The server puts a customer who wants an account at one tenant through to an agent who works on another tenant's
 * identification. It has no need to stand in the middle: both ends talk to each other, about different things.
 */
export const splicedTenants: Attack = {
  name: 'customer-of-another-tenant',
  by: 'Each end hashes what it shows (tenant, purpose, identification, ruleset, consent, recipients), and the hellos must agree in it (R5).',
  defence: [
    {
      file: 'packages/e2ee/src/agreement/messages.ts',
      find: "if (!equal(reader.take(HASH_LENGTH), context.contextHash)) throw new E2eeError('wrong_context');",
      replace: 'reader.take(HASH_LENGTH);',
    },
  ],
  run: async house => {
    const tenant = await makeTenant(house);
    const [shownToCustomer, shownToAgent] = [
      await honestContext(house, { tenantName: 'Example Bank', identification: 'identification-x' }),
      await honestContext(house, { tenantName: 'Other Insurance', identification: 'identification-y' }),
    ];
    // the customer of X is told the root of Y: it has no fingerprint to compare it with
    const customer = await startVictimCustomer(house, shownToCustomer, await customerOf(house, tenant));
    const agent = await startVictimAgent(house, shownToAgent, await tenant.agent());
    await relay(customer, agent);
    const [one, other] = [customer.result, agent.result];
    const agreed = one !== undefined && one.securityCode === other?.securityCode;
    return {
      succeeded: agreed,
      seen: agreed
        ? "Example Bank's customer and Other Insurance's agent agreed on keys and on a code"
        : `the ends refused each other: ${customer.refused ?? agent.refused}`,
    };
  },
};
