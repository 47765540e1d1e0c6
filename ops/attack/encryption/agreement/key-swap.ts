import type { Attack } from '../../attack.ts';
import { helloAOf, hostileAgent } from '../hostile/agreement.ts';
import { hears } from '../hostile/listen-in.ts';
import { customerOf, makeTenant } from '../hostile/tenant.ts';
import { honestContext, startVictimAgent, startVictimCustomer } from '../hostile/victim.ts';
import { withoutSignature } from './patches.ts';

/** The relay keeps the agent's certificate and signature, and puts a key of its own in the hello between them. */
export const keySwap: Attack = {
  name: 'key-swap',
  by: "The customer's end checks that the hello was signed by the certified device (R8).",
  defence: [withoutSignature],
  sampled: true,
  run: async house => {
    const tenant = await makeTenant(house);
    const context = await honestContext(house);
    const options = await tenant.agent();
    const customer = await startVictimCustomer(house, context, await customerOf(house, tenant));
    const agent = await startVictimAgent(house, context, options);
    const commit = customer.outbox.shift();
    const genuine = commit && (await agent.take(commit));
    if (!genuine) throw new Error('the agent did not answer');
    const { generateDeviceKey } = await house.load('packages/e2ee/src/index.ts');
    const inTheMiddle = hostileAgent(context, options.certificate, (await generateDeviceKey()).privateKey);
    const signature = genuine.subarray(5 + helloAOf(genuine).length);
    const own = await inTheMiddle.answer(commit.subarray(1));
    const swapped = Buffer.concat([own.subarray(0, own.length - signature.length), signature]);
    const helloC = await customer.take(swapped);
    if (!helloC)
      return { succeeded: false, seen: `the customer's end refused the swapped key: ${customer.refused}` };
    const { secrets, confirmA } = inTheMiddle.finish(commit.subarray(1), helloC.subarray(1));
    await customer.take(confirmA);
    const { result } = customer;
    if (!result) return { succeeded: false, seen: `the customer's end refused: ${customer.refused}` };
    const heard = await hears(house, { as: 'customer', wrap: result.wrap }, await secrets.wrap('agent'));
    return {
      succeeded: heard,
      seen: `the customer's end took the attacker for ${result.agent.name} and the attacker ${heard ? 'heard it' : 'heard nothing'}`,
    };
  },
};
