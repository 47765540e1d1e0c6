import type { AgreementContext, Bytes } from '@visavis/e2ee';
import type { House } from '../../house.ts';
import {
  codeOf,
  helloAOf,
  hostileAgent,
  hostileCustomer,
  type HostileAgent,
  type HostileCustomer,
} from '../hostile/agreement.ts';
import { hears } from '../hostile/listen-in.ts';
import { customerOf, makeTenant } from '../hostile/tenant.ts';
import { startVictimAgent, startVictimCustomer, type Victim } from '../hostile/victim.ts';

/**
 * A server between two ends that do not know each other: it names a root of its own to the customer, who has no
 * fingerprint to compare it with, and passes for the customer at the agent's end.
 */
export interface InTheMiddle {
  customer: Victim;
  agent: Victim;
  /** The attacker's half towards the agent, and towards the customer. */
  asCustomer: HostileCustomer;
  asAgent: HostileAgent;
  /** The customer's commitment and hello, once it has revealed them. */
  commit: Bytes;
  helloC: Bytes;
  /** hello_a of the real agent, made after the attacker's commitment. */
  helloA: Buffer;
  /** What the customer will see and read aloud. */
  customerCode: string;
}

const mustHave = <T>(value: T | undefined, what: string): T => {
  if (value === undefined) throw new Error(`${what} did not come`);
  return value;
};

/**
 * Runs both agreements up to where the attacker must reveal the hello that it has committed to.
 * @param promise the commitment to give, 48 bytes; left out: that of the attacker's own hello
 */
export async function stepBetween(
  house: House,
  contexts: { customer: AgreementContext; agent: AgreementContext },
  promise?: Uint8Array,
): Promise<InTheMiddle> {
  const [tenant, ownTenant] = [await makeTenant(house), await makeTenant(house)];
  const { generateDeviceKey } = await house.load('packages/e2ee/src/index.ts');
  const device = await generateDeviceKey();
  const asAgent = hostileAgent(contexts.customer, await ownTenant.certify(device), device.privateKey);
  const asCustomer = hostileCustomer(contexts.agent);
  const customer = await startVictimCustomer(house, contexts.customer, await customerOf(house, ownTenant));
  const agent = await startVictimAgent(house, contexts.agent, await tenant.agent());
  const commit = mustHave(customer.outbox.shift(), 'the commitment').slice(1);
  const message = await agent.take(Buffer.concat([Buffer.of(1), promise ?? asCustomer.commit]));
  const helloA = helloAOf(mustHave(message, "the agent's hello"));
  const revealed = await customer.take(await asAgent.answer(commit));
  const helloC = mustHave(revealed, "the customer's hello").slice(1);
  const customerCode = codeOf({ commit, helloC, helloA: asAgent.helloA });
  return { customer, agent, asCustomer, asAgent, commit, helloC, helloA, customerCode };
}

/** What came of it: whether the attacker hears both, and what the ends would compare. */
export interface Between {
  hearsBoth: boolean;
  refused?: string;
  codes?: { customer: string; agent: string };
}

/**
 * Reveals a hello to the agent, and finishes both agreements.
 * @param helloC left out: the one that the attacker has committed to
 * @param promise the commitment that was given, if it was not to the attacker's own hello
 */
export async function finishBetween(
  house: House,
  middle: InTheMiddle,
  helloC: Buffer = middle.asCustomer.helloC,
  promise?: Uint8Array,
): Promise<Between> {
  const { customer, agent, asCustomer, asAgent, commit } = middle;
  const confirmA = await agent.take(Buffer.concat([Buffer.of(3), helloC]));
  if (!confirmA) return { hearsBoth: false, refused: mustHave(agent.refused, "the agent's refusal") };
  const said = promise ? { helloC, commit: promise } : { helloC };
  const toAgent = asCustomer.finish(middle.helloA, confirmA, said);
  await agent.take(toAgent.confirmC);
  const toCustomer = asAgent.finish(commit, middle.helloC);
  await customer.take(toCustomer.confirmA);
  const [one, other] = [customer.result, agent.result];
  if (!one || !other)
    return { hearsBoth: false, refused: mustHave(customer.refused ?? agent.refused, 'a refusal') };
  const hearsBoth =
    (await hears(house, { as: 'customer', wrap: one.wrap }, await toCustomer.secrets.wrap('agent'))) &&
    (await hears(house, { as: 'agent', wrap: other.wrap }, await toAgent.secrets.wrap('customer')));
  return { hearsBoth, codes: { customer: one.securityCode, agent: other.securityCode } };
}
