import {
  contextHash,
  generateDeviceKey,
  generateRootKeyFile,
  issueCertificate,
  loadRootKeyFile,
  startAgent,
  startInitiator,
  stepAgent,
  stepInitiator,
  verifyCertificate,
  type AgentOptions,
  type AgreementContext,
  type Bytes,
  type CustomerOptions,
} from '@visavis/e2ee';
import { median, percentile } from './statistics.ts';

const WARM_UP = 5;

interface Parties {
  context: AgreementContext;
  agent: AgentOptions;
  customer: CustomerOptions;
}

async function makeParties(): Promise<Parties> {
  const now = Math.floor(Date.now() / 1000);
  const root = await loadRootKeyFile(await generateRootKeyFile('tenant', new Date()));
  const device = await generateDeviceKey();
  const person = { person: 'p', name: 'Agent', role: 'agent', issued: now, expires: now + 3600 } as const;
  const certificate = await issueCertificate(
    { tenant: 'tenant', device: device.publicJwk, ...person },
    root.privateKey,
  );
  const verify = (jws: string) => verifyCertificate(jws, root.publicKey, { tenant: 'tenant', now });
  return {
    context: {
      attempt: 'attempt',
      agreementNumber: 1,
      contextHash: await contextHash({
        tenantName: 'Example Bank',
        purpose: 'Opening an account',
        identification: 'identification',
        rulesetVersion: 'basic@1',
        consentText: 'I agree.',
        recipientList: '',
      }),
    },
    agent: { deviceKey: device.privateKey, certificate, agent: await verify(certificate) },
    customer: { verifyCertificate: verify },
  };
}

/** Milliseconds that each end worked in one agreement, without its waiting for the other. */
async function agreeOnce({ context, agent, customer }: Parties) {
  const spent = { customer: 0, agent: 0 };
  const at = async <T>(end: keyof typeof spent, work: () => T | Promise<T>): Promise<T> => {
    const before = performance.now();
    const result = await work();
    spent[end] += performance.now() - before;
    return result;
  };
  const started = await at('customer', () => startInitiator(context, customer));
  let customerState = started.state;
  let agentState = await at('agent', () => startAgent(context, agent));
  let done = 0;
  let message: Bytes | undefined = started.message;
  for (let turn = 0; message; turn++) {
    const bytes: Bytes = message;
    const step =
      turn % 2 === 0
        ? await at('agent', async () => {
            const taken = await stepAgent(agentState, bytes);
            if (taken.ok) agentState = taken.state;
            return taken;
          })
        : await at('customer', async () => {
            const taken = await stepInitiator(customerState, bytes);
            if (taken.ok) customerState = taken.state;
            return taken;
          });
    if (!step.ok) throw new Error(`the agreement was refused: ${step.code}`);
    if (step.result) done++;
    message = step.out;
  }
  if (done !== 2) throw new Error('the agreement did not end');
  return spent;
}

/** Milliseconds of work at one end. */
export interface EndCost {
  median: number;
  p99: number;
}

/** What a whole key agreement costs each end, certificate check and signature included. */
export async function agreementCost(agreements: number): Promise<{ customer: EndCost; agent: EndCost }> {
  const parties = await makeParties();
  for (let i = 0; i < WARM_UP; i++) await agreeOnce(parties);
  const spent = [];
  for (let i = 0; i < agreements; i++) spent.push(await agreeOnce(parties));
  const summary = (values: number[]): EndCost => ({ median: median(values), p99: percentile(values, 0.99) });
  return {
    customer: summary(spent.map(({ customer }) => customer)),
    agent: summary(spent.map(({ agent }) => agent)),
  };
}
