import type { House } from '../../house.ts';
import { AGENT, CUSTOMER, join, mediaEnd } from '../hostile/media.ts';
import { customerOf, makeTenant } from '../hostile/tenant.ts';
import { honestContext, relay, startVictimAgent, startVictimCustomer } from '../hostile/victim.ts';

/** Two media sessions that stand on a whole key agreement. */
export async function ends(house: House) {
  const tenant = await makeTenant(house);
  const context = await honestContext(house);
  const customer = await startVictimCustomer(house, context, await customerOf(house, tenant));
  const agent = await startVictimAgent(house, context, await tenant.agent());
  await relay(customer, agent);
  if (!customer.result || !agent.result) throw new Error('the honest agreement failed');
  const media = { customer: await mediaEnd(house, CUSTOMER), agent: await mediaEnd(house, AGENT) };
  await join(media.customer, customer.result.wrap);
  await join(media.agent, agent.result.wrap);
  return media;
}
