import {
  generateDeviceKey,
  generateRootKeyFile,
  issueCertificate,
  loadRootKeyFile,
  verifyCertificate,
  type AgentOptions,
  type AgreementResult,
  type CustomerOptions,
} from '@visavis/e2ee';
import { beforeAll, expect, test } from 'vitest';
import { agreeAsAgent, agreeAsInitiator } from './agreement.ts';
import { createKeyExchange, type ContextHash, type KeyExchange } from './key-exchange.ts';

type End = {
  keys: KeyExchange;
  agreed: { number: number; result: AgreementResult }[];
  failures: string[];
  /** Agreements that were begun. */
  begun: number;
  senderKeys: Uint8Array[];
};

const attemptId = 'attempt-1';
const contextHash = new Uint8Array(48).fill(7);
let ends: { customer: CustomerOptions; agent: AgentOptions };

beforeAll(async () => {
  const root = await loadRootKeyFile(await generateRootKeyFile('tenant', new Date()));
  const device = await generateDeviceKey();
  const now = Math.floor(Date.now() / 1000);
  const certificate = await issueCertificate(
    {
      tenant: 'tenant',
      device: device.publicJwk,
      person: 'p',
      name: 'Alex',
      role: 'agent',
      issued: now,
      expires: now + 600,
    },
    root.privateKey,
  );
  const verify = (jws: string) => verifyCertificate(jws, root.publicKey, { tenant: 'tenant', now });
  ends = {
    customer: { verifyCertificate: verify },
    agent: { deviceKey: device.privateKey, certificate, agent: await verify(certificate) },
  };
});

/** Two ends and the wire between them; `deliver` may hold messages back. */
function connect(
  deliver: (to: KeyExchange, message: Uint8Array<ArrayBuffer>) => void = (to, message) => to.receive(message),
  agentsHash: ContextHash = contextHash,
) {
  const progress = { changed: Promise.withResolvers<void>() };
  const changed = () => {
    progress.changed.resolve();
    progress.changed = Promise.withResolvers<void>();
  };
  const makeEnd = (role: 'customer' | 'agent', other: () => End): End => {
    const end: End = {
      agreed: [],
      failures: [],
      begun: 0,
      senderKeys: [],
      keys: createKeyExchange({
        attemptId,
        contextHash: role === 'agent' ? agentsHash : contextHash,
        start: context => {
          const send = (message: Uint8Array) => {
            deliver(other().keys, new Uint8Array(message));
            return Promise.resolve();
          };
          return role === 'agent'
            ? agreeAsAgent(context, ends.agent, send)
            : agreeAsInitiator(context, ends.customer, send);
        },
        onStart: () => void (end.begun += 1),
        onAgreed: (number, result) => {
          end.agreed.push({ number, result });
          changed();
        },
        onMessage: sealed => {
          end.senderKeys.push(sealed);
          changed();
        },
        onFailure: code => {
          end.failures.push(code);
          changed();
        },
      }),
    };
    return end;
  };
  const customer: End = makeEnd('customer', () => agent);
  const agent: End = makeEnd('agent', () => customer);
  const until = async (isTrue: () => boolean) => {
    while (!isTrue()) await progress.changed.promise;
  };
  return { customer, agent, until };
}

const meet = ({ customer, agent }: { customer: End; agent: End }) => {
  customer.keys.joined(1);
  agent.keys.joined(1);
  agent.keys.peerJoined(1);
  customer.keys.peerJoined(1);
};

test('both ends agree once both have joined', async () => {
  const call = connect();
  meet(call);
  await call.until(() => call.customer.agreed.length === 1 && call.agent.agreed.length === 1);
  const [mine, theirs] = [call.customer.agreed[0], call.agent.agreed[0]];
  expect(mine?.number).toBe(1);
  expect(mine?.result.securityCode).toBe(theirs?.result.securityCode);
  expect(mine?.result.agent.name).toBe('Alex');
});

test('no agreement begins before both have joined', () => {
  const { customer, agent } = connect();
  for (const { keys } of [customer, agent]) keys.joined(1);
  expect([customer.begun, agent.begun]).toEqual([0, 0]);
  for (const { keys } of [customer, agent]) keys.peerJoined(1);
  expect([customer.begun, agent.begun]).toEqual([1, 1]);
});

test('a commitment that comes before the agent knows what the call is about waits', async () => {
  const about = Promise.withResolvers<Uint8Array<ArrayBuffer>>();
  const call = connect(undefined, about.promise);
  meet(call);
  expect([call.customer.begun, call.agent.begun]).toEqual([1, 1]);
  about.resolve(contextHash);
  await call.until(() => call.agent.agreed.length === 1);
  expect(call.agent.failures).toEqual([]);
});

test('a reload of the customer leads to a new agreement under the next number', async () => {
  const call = connect();
  meet(call);
  await call.until(() => call.customer.agreed.length === 1 && call.agent.agreed.length === 1);
  call.customer.keys.joined(2);
  call.agent.keys.peerJoined(2);
  await call.until(() => call.customer.agreed.length === 2 && call.agent.agreed.length === 2);
  expect(call.agent.agreed.map(({ number }) => number)).toEqual([1, 2]);
  expect(call.agent.agreed[0]?.result.securityCode).not.toBe(undefined);
  expect(call.agent.agreed[0]?.result.transcriptHash).not.toEqual(
    call.agent.agreed[1]?.result.transcriptHash,
  );
});

test('an altered message ends the agreement with its code', async () => {
  const call = connect((to, message) => {
    const last = message.length - 1;
    message[last] = (message[last] ?? 0) ^ 1;
    to.receive(message);
  });
  meet(call);
  await call.until(() => call.customer.failures.length + call.agent.failures.length > 0);
  expect(call.customer.agreed.length + call.agent.agreed.length).toBe(0);
});

test('a sender key that comes before the agreement is confirmed is kept until it is', async () => {
  const call = connect();
  const sealed = Uint8Array.of(16, 1, 2, 3);
  call.customer.keys.receive(sealed);
  expect(call.customer.senderKeys).toEqual([]);
  meet(call);
  // peerJoined drops what came before it: the key belongs to this agreement, so it is sent after
  call.customer.keys.receive(sealed);
  await call.until(() => call.customer.senderKeys.length > 0);
  expect(call.customer.senderKeys).toEqual([sealed]);
  expect(call.customer.agreed).toHaveLength(1);
});
