import type { Bytes } from '@visavis/e2ee';
import type { Attack } from '../../attack.ts';
import type { House } from '../../house.ts';
import { customerOf, makeTenant, type Tenant } from '../hostile/tenant.ts';
import { honestContext, relay, startVictimAgent, startVictimCustomer } from '../hostile/victim.ts';

/** An honest agreement, as the server that relayed it can write it down. */
async function record(house: House, tenant: Tenant): Promise<Bytes[]> {
  const context = await honestContext(house);
  const customer = await startVictimCustomer(house, context, await customerOf(house, tenant));
  const agent = await startVictimAgent(house, context, await tenant.agent());
  const said: Bytes[] = [];
  await relay(customer, agent, (message, from) => {
    if (from === 'customer') said.push(message);
    return message;
  });
  if (said.length < 2) throw new Error('there was nothing to write down');
  return said;
}

const taken = 'the agent’s end showed a code and made keys for a customer who was not there';

/** Plays back everything a customer said, in the next agreement of its attempt. */
export const replayedAgreement: Attack = {
  name: 'replayed-agreement',
  by: "The hello has the agreement's number (R5), and the confirmation must be made with keys from the agent's fresh hello (R9).",
  defence: [
    {
      file: 'packages/e2ee/src/agreement/messages.ts',
      find: "if (reader.uint(1) !== context.agreementNumber) throw new E2eeError('wrong_number');",
      replace: 'reader.uint(1);',
    },
    {
      file: 'packages/e2ee/src/agreement/agent.ts',
      find: 'if (!(await isConfirmed(',
      replace: 'if (false && !(await isConfirmed(',
    },
  ],
  run: async house => {
    const tenant = await makeTenant(house);
    const said = await record(house, tenant);
    const context = await honestContext(house, { number: 2 });
    const agent = await startVictimAgent(house, context, await tenant.agent());
    for (const message of said) if (!agent.refused) await agent.take(message);
    return agent.result
      ? { succeeded: true, seen: taken }
      : { succeeded: false, seen: `the agent's end refused the recorded messages: ${agent.refused}` };
  },
};

/** Plays a recorded hello, and gives the agent's own confirmation back to it as the customer's. */
export const reflectedConfirmation: Attack = {
  name: 'reflected-confirmation',
  by: 'Each role has a confirmation key and label of its own (R2, R9): what one end sends never fits as the answer to it.',
  defence: [
    {
      file: 'packages/e2ee/src/agreement/agent.ts',
      find: 'isConfirmed(state.keys, initiatorOf(state.options),',
      replace: "isConfirmed(state.keys, 'agent',",
    },
  ],
  run: async house => {
    const tenant = await makeTenant(house);
    const [commit, helloC] = await record(house, tenant);
    if (!commit || !helloC) throw new Error('nothing was recorded');
    const agent = await startVictimAgent(house, await honestContext(house), await tenant.agent());
    await agent.take(commit);
    const confirmA = await agent.take(helloC);
    if (!confirmA) throw new Error(`the agent did not answer: ${agent.refused}`);
    await agent.take(Buffer.concat([Buffer.of(5), confirmA.subarray(1 + 1568)]));
    return agent.result
      ? { succeeded: true, seen: taken }
      : { succeeded: false, seen: `the agent's end refused its own confirmation: ${agent.refused}` };
  },
};
