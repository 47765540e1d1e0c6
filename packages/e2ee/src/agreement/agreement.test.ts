import { describe, expect, it } from 'vitest';
import { makeParties, type Parties } from '../../test/parties.ts';
import type { Bytes } from '../bytes.ts';
import { startAgent, stepAgent } from './agent.ts';
import { startInitiator, stepInitiator } from './initiator.ts';
import type { AgreementContext } from './messages.ts';
import type { AgreementResult, Step } from './result.ts';

type Tamper = (message: Bytes, number: 1 | 2 | 3 | 4 | 5) => Bytes;

interface Outcome {
  customer?: AgreementResult;
  agent?: AgreementResult;
  refusal?: string;
}

/** Runs an agreement with someone in the middle; the first refusal ends it. */
async function run(
  parties: Parties,
  tamper: Tamper = message => message,
  agentContext: AgreementContext = parties.context,
): Promise<Outcome> {
  const started = await startInitiator(parties.context, parties.customer);
  let [customer, agent] = [started.state, startAgent(agentContext, parties.agent)];
  const outcome: Outcome = {};
  let out = started.message;
  for (const number of [1, 2, 3, 4, 5] as const) {
    const bytes = tamper(out, number);
    const atAgent = number % 2 === 1;
    const step: Step<object> = await (atAgent ? stepAgent(agent, bytes) : stepInitiator(customer, bytes));
    if (!step.ok) return { ...outcome, refusal: step.code };
    if (atAgent) agent = step.state as typeof agent;
    else customer = step.state as typeof customer;
    if (step.result) outcome[atAgent ? 'agent' : 'customer'] = step.result;
    if (step.out) out = step.out;
  }
  return outcome;
}

const flip =
  (number: number, at: number): Tamper =>
  (message, current) => {
    if (current !== number) return message;
    const copy = message.slice();
    const index = at < 0 ? copy.length + at : at;
    copy[index] = (copy[index] ?? 0) ^ 1;
    return copy;
  };

// Offsets of hello_c behind its type byte: version, role, lp(attempt-1), number, context, point, key, random.
const AT = { version: 1, role: 2, attempt: 7, number: 16, context: 17, point: 65, kemKey: 162, random: 1730 };

describe('agreement', () => {
  it('R9 R11 gives both ends the same transcript, code and keys for each direction', async () => {
    const parties = await makeParties();
    const { customer, agent, refusal } = await run(parties);
    expect(refusal).toBeUndefined();
    if (!customer || !agent) throw new Error('no result');
    expect(customer.transcriptHash).toEqual(agent.transcriptHash);
    expect(customer.securityCode).toBe(agent.securityCode);
    expect(customer.securityCode).toMatch(/^\d{6}$/);
    expect(customer.agent).toMatchObject({ name: 'Ada Example', role: 'agent' });
    const params = { name: 'AES-GCM', iv: new Uint8Array(12) };
    const sealed = await crypto.subtle.encrypt(params, customer.wrap.seal, new Uint8Array(4));
    await expect(crypto.subtle.decrypt(params, agent.wrap.open, sealed)).resolves.toHaveProperty(
      'byteLength',
      4,
    );
    await expect(crypto.subtle.decrypt(params, customer.wrap.open, sealed)).rejects.toThrow();
    await expect(crypto.subtle.exportKey('raw', customer.wrap.seal)).rejects.toThrow();
    const again = await run(parties);
    expect(again.customer?.transcriptHash).not.toEqual(customer.transcriptHash);
  });

  it.each([
    ['R7 altered commitment', flip(1, 5), 'bad_signature'],
    ['R7 altered hello_c', flip(3, AT.random), 'commit_mismatch'],
    ['R8 altered hello_a', flip(2, 120), 'bad_signature'],
    ['R8 altered signature', flip(2, -1), 'bad_signature'],
    ['R9 altered ciphertext', flip(4, 9), 'bad_mac'],
    ['R9 altered MAC of the agent', flip(4, -1), 'bad_mac'],
    ['R9 altered MAC of the customer', flip(5, -1), 'bad_mac'],
    ['R3 wrong type', flip(1, 0), 'unexpected_message'],
    ['R4 cut short', (m: Bytes) => m.slice(0, -1), 'malformed'],
    ['R4 something appended', (m: Bytes) => Uint8Array.of(...m, 0), 'malformed'],
    ['R5 version', flip(2, 5), 'unsupported_version'],
    ['R5 role', flip(2, 6), 'wrong_role'],
    ['R5 attempt', flip(2, 11), 'wrong_attempt'],
    ['R5 number', flip(2, 20), 'wrong_number'],
    ['R5 context', flip(2, 21), 'wrong_context'],
  ] as [string, Tamper, string][])('%s is refused', async (_, tamper, code) => {
    const outcome = await run(await makeParties(), tamper);
    expect(outcome.refusal).toBe(code);
    expect(outcome.agent).toBeUndefined();
  });

  it.each([
    ['version', AT.version, 'unsupported_version'],
    ['role', AT.role, 'wrong_role'],
    ['attempt', AT.attempt, 'wrong_attempt'],
    ['number', AT.number, 'wrong_number'],
    ['context', AT.context, 'wrong_context'],
    ['R6 point', AT.point + 20, 'wrong_point'],
    ['R6 compressed point', AT.point, 'wrong_point'],
  ])('R5 R6 a customer whose %s is wrong, properly committed, is refused', async (_, at, code) => {
    const { context, agent } = await makeParties();
    const { commitTo } = await import('./transcript.ts');
    const { message } = await import('./messages.ts');
    const { helloC } = await honestHello(context);
    helloC[at - 1] = (helloC[at - 1] ?? 0) ^ 1;
    const first = await stepAgent(startAgent(context, agent), message('commit', await commitTo(helloC)));
    if (!first.ok) throw new Error(first.code);
    expect(await stepAgent(first.state, message('helloC', helloC))).toMatchObject({ ok: false, code });
  });

  it('R6 refuses an encapsulation key with a coefficient out of range (FIPS 203, 7.2)', async () => {
    const { context, agent } = await makeParties();
    const { commitTo } = await import('./transcript.ts');
    const { message } = await import('./messages.ts');
    const { helloC } = await honestHello(context);
    helloC.fill(0xff, AT.kemKey - 1, AT.kemKey + 2);
    const first = await stepAgent(startAgent(context, agent), message('commit', await commitTo(helloC)));
    if (!first.ok) throw new Error(first.code);
    expect(await stepAgent(first.state, message('helloC', helloC))).toMatchObject({ code: 'wrong_kem_key' });
  });

  it('R5 ends that show different things do not agree', async () => {
    const parties = await makeParties();
    const other = { ...parties.context, contextHash: new Uint8Array(48) };
    expect((await run(parties, m => m, other)).refusal).toBe('wrong_context');
  });

  it('R3 refuses one’s own message reflected, and an earlier one replayed', async () => {
    const { context, customer, agent } = await makeParties();
    const started = await startInitiator(context, customer);
    const reflected = await stepInitiator(started.state, started.message);
    expect(reflected).toMatchObject({ ok: false, code: 'unexpected_message' });
    const first = await stepAgent(startAgent(context, agent), started.message);
    if (!first.ok || !first.out) throw new Error('no hello_a');
    expect(await stepAgent(first.state, started.message)).toMatchObject({ code: 'unexpected_message' });
  });

  it('R8 refuses a hello_a recorded in another agreement, and a device certified for another role', async () => {
    const parties = await makeParties();
    const [one, two] = [
      await startInitiator(parties.context, parties.customer),
      await startInitiator(parties.context, parties.customer),
    ];
    const answer = await stepAgent(startAgent(parties.context, parties.agent), one.message);
    if (!answer.ok || !answer.out) throw new Error('no hello_a');
    expect(await stepInitiator(two.state, answer.out)).toMatchObject({ code: 'bad_signature' });
    expect((await run(await makeParties('supervisor'))).refusal).toBe('bad_certificate');
    const stranger = await makeParties();
    const mixed = { ...parties, customer: stranger.customer };
    expect((await run(mixed)).refusal).toBe('bad_certificate');
  });

  it('R10 uses each state once and counts to three', async () => {
    const { context, customer, agent } = await makeParties();
    const { message } = await startInitiator(context, customer);
    const state = startAgent(context, agent);
    await stepAgent(state, message);
    expect(await stepAgent(state, message)).toMatchObject({ code: 'state_spent' });
    expect(() => startAgent({ ...context, agreementNumber: 4 }, agent)).toThrow('wrong_number');
    await expect(startInitiator({ ...context, agreementNumber: 0 }, customer)).rejects.toThrow(
      'wrong_number',
    );
  });

  it('R11 a server that runs its own agreement with each end shows them different codes', async () => {
    const [parties, mallory] = [await makeParties(), await makeParties()];
    // The worst case: the server holds a certified device, and agrees with both ends in one context.
    const toCustomer = { ...mallory, context: parties.context };
    const left = await run(toCustomer);
    const right = await run(parties);
    expect(left.customer?.transcriptHash).not.toEqual(right.agent?.transcriptHash);
    // One in a million pairs of honest codes is equal; then this line is red, once.
    expect(left.customer?.securityCode).not.toBe(right.agent?.securityCode);
  });
});

async function honestHello(context: AgreementContext): Promise<{ helloC: Bytes }> {
  const { ml_kem1024 } = await import('@noble/post-quantum/ml-kem.js');
  const { encodeHelloC } = await import('./messages.ts');
  const { exportPoint, generateEcdh } = await import('./ephemeral.ts');
  const point = await exportPoint((await generateEcdh()).publicKey);
  const kemKey = new Uint8Array(ml_kem1024.keygen().publicKey);
  return { helloC: encodeHelloC(context, { point, kemKey, random: new Uint8Array(32) }) };
}
