import { describe, expect, it } from 'vitest';
import { makeParties, makeSupervisor } from '../../test/parties.ts';
import type { Bytes } from '../bytes.ts';
import { startAgent, stepAgent, type AgentOptions } from './agent.ts';
import { startInitiator, stepInitiator, type SupervisorOptions } from './initiator.ts';
import type { AgreementContext } from './messages.ts';
import type { Step } from './result.ts';

type Tamper = (message: Bytes, number: number) => Bytes;
const untouched: Tamper = message => message;

/** Runs an agreement of a supervisor with the agent; the first refusal ends it. */
async function run(
  context: AgreementContext,
  supervisor: SupervisorOptions,
  agent: AgentOptions,
  tamper = untouched,
) {
  const started = await startInitiator(context, supervisor);
  let [left, right] = [started.state, startAgent(context, agent)];
  let out = started.message;
  const results = [];
  for (const number of [1, 2, 3, 4, 5]) {
    const bytes = tamper(out, number);
    const atAgent = number % 2 === 1;
    const step: Step<object> = await (atAgent ? stepAgent(right, bytes) : stepInitiator(left, bytes));
    if (!step.ok) return { refusal: step.code, results };
    if (atAgent) right = step.state as typeof right;
    else left = step.state as typeof left;
    if (step.result) results.push(step.result);
    if (step.out) out = step.out;
  }
  return { refusal: undefined, results };
}

async function setUp(role: 'supervisor' | 'compliance' = 'supervisor', person = 'p-2') {
  const parties = await makeParties();
  const supervisor = await makeSupervisor(parties, role, person);
  const agent = { ...parties.agent, verifySupervisor: parties.customer.verifyCertificate };
  return { parties, supervisor, agent };
}

describe('a supervisor’s agreement', () => {
  it('R33 gives both ends the same transcript and who the other is', async () => {
    const { parties, supervisor, agent } = await setUp();
    const { results, refusal } = await run(parties.context, supervisor, agent);
    expect(refusal).toBeUndefined();
    const [atSupervisor, atAgent] = results;
    if (!atSupervisor || !atAgent) throw new Error('no result');
    expect(atSupervisor.transcriptHash).toEqual(atAgent.transcriptHash);
    expect(atAgent.supervisor).toMatchObject({
      certificate: supervisor.certificate,
      device: { name: 'Sam Example', role: 'supervisor' },
    });
    expect(atSupervisor.agent).toMatchObject({ name: 'Ada Example', role: 'agent' });
    const params = { name: 'AES-GCM', iv: new Uint8Array(12) };
    const sealed = await crypto.subtle.encrypt(params, atAgent.wrap.seal, new Uint8Array(4));
    await expect(crypto.subtle.decrypt(params, atSupervisor.wrap.open, sealed)).resolves.toBeDefined();
  });

  it('R33 refuses another role, the agent’s own person, another device’s signature, and a bare customer', async () => {
    const other = await setUp('compliance');
    expect(await run(other.parties.context, other.supervisor, other.agent)).toMatchObject({
      refusal: 'bad_certificate',
    });
    const self = await setUp('supervisor', 'p-1');
    expect(await run(self.parties.context, self.supervisor, self.agent)).toMatchObject({
      refusal: 'bad_certificate',
    });
    const { parties, supervisor, agent } = await setUp();
    const stolen = { ...supervisor, deviceKey: (await makeSupervisor(parties)).deviceKey };
    expect(await run(parties.context, stolen, agent)).toMatchObject({ refusal: 'bad_signature' });
    const customer = parties.customer as SupervisorOptions;
    expect(await run(parties.context, customer, agent)).toMatchObject({ refusal: 'unexpected_message' });
    expect(await run(parties.context, supervisor, parties.agent)).toMatchObject({
      refusal: 'unexpected_message',
    });
  });

  it('R33 any changed bit of the signed hello is refused', async () => {
    const { parties, supervisor, agent } = await setUp();
    for (const at of [5, 30, 200, 1800, -1]) {
      const flip: Tamper = (message, number) => {
        if (number !== 3) return message;
        const copy = message.slice();
        const index = at < 0 ? copy.length + at : at;
        copy[index] = (copy[index] ?? 0) ^ 1;
        return copy;
      };
      const { refusal, results } = await run(parties.context, supervisor, agent, flip);
      expect(refusal).toMatch(/commit_mismatch|bad_signature/);
      expect(results).toEqual([]);
    }
  });

  it('R10 a supervisor may agree more often than a customer: it signs, and no code is guessed', async () => {
    const { parties, supervisor, agent } = await setUp();
    const often = { ...parties.context, agreementNumber: 30 };
    expect((await run(often, supervisor, agent)).refusal).toBeUndefined();
    await expect(startInitiator({ ...often, agreementNumber: 31 }, supervisor)).rejects.toThrow(
      'wrong_number',
    );
  });
});
