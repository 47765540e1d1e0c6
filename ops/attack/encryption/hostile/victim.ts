import type { AgentOptions, AgreementContext, AgreementResult, Bytes, CustomerOptions } from '@visavis/e2ee';
import type { House } from '../../house.ts';

/** A real end of a key agreement, whose every message goes to the hostile server and nowhere else. */
export interface Victim {
  /** Messages that the end sent and the server has not fetched yet, the oldest first. */
  outbox: Bytes[];
  /** Gives the end a message, and waits until it has answered, finished, or refused. */
  take: (message: Uint8Array) => Promise<Bytes | undefined>;
  /** Keys and code, once the end holds the agreement for confirmed. */
  result?: AgreementResult;
  /** Code of the refusal that ended it. */
  refused?: string;
}

type Agreement = Awaited<
  ReturnType<typeof import('../../../../packages/call/src/agreement.ts').agreeAsInitiator>
>;

function watch(): {
  victim: Victim;
  send: (message: Uint8Array) => Promise<void>;
  drive: (run: Agreement) => void;
} {
  let spoke = Promise.withResolvers<void>();
  let run: Agreement | undefined;
  const victim: Victim = {
    outbox: [],
    take: async message => {
      const said = spoke.promise;
      run?.receive(Uint8Array.from(message));
      await Promise.race([said, run?.outcome]);
      const outcome = await Promise.race([run?.outcome, Promise.resolve()]);
      if (outcome?.ok) victim.result = outcome.result;
      else if (outcome) victim.refused = outcome.code;
      return victim.outbox.shift();
    },
  };
  return {
    victim,
    send: message => {
      victim.outbox.push(Uint8Array.from(message));
      spoke.resolve();
      spoke = Promise.withResolvers<void>();
      return Promise.resolve();
    },
    drive: started => {
      run = started;
    },
  };
}

/** The customer's end; its first message is in its outbox. */
export async function startVictimCustomer(
  house: House,
  context: AgreementContext,
  options: CustomerOptions,
): Promise<Victim> {
  const { agreeAsInitiator } = await house.load('packages/call/src/agreement.ts');
  const { victim, send, drive } = watch();
  drive(await agreeAsInitiator(context, options, send));
  return victim;
}

/** The agent's end. */
export async function startVictimAgent(
  house: House,
  context: AgreementContext,
  options: AgentOptions,
): Promise<Victim> {
  const { agreeAsAgent } = await house.load('packages/call/src/agreement.ts');
  const { victim, send, drive } = watch();
  drive(agreeAsAgent(context, options, send));
  return victim;
}

/** Everything one end says goes to the other, as an honest server would do it; `see` may listen in and alter. */
export async function relay(
  customer: Victim,
  agent: Victim,
  see: (message: Bytes, from: 'customer' | 'agent') => Uint8Array = message => message,
): Promise<void> {
  let [message, from] = [customer.outbox.shift(), 'customer' as 'customer' | 'agent'];
  while (message) {
    const altered = see(message, from);
    [message, from] =
      from === 'customer' ? [await agent.take(altered), 'agent'] : [await customer.take(altered), 'customer'];
  }
}

/** The context that honest ends of one attempt share. */
export async function honestContext(
  house: House,
  over: { tenantName?: string; identification?: string; attempt?: string; number?: number } = {},
): Promise<AgreementContext> {
  const { contextHash } = await house.load('packages/e2ee/src/index.ts');
  return {
    attempt: over.attempt ?? 'attempt-1',
    agreementNumber: over.number ?? 1,
    contextHash: await contextHash({
      tenantName: over.tenantName ?? 'Example Bank',
      purpose: 'Opening an account',
      identification: over.identification ?? 'identification-1',
      rulesetVersion: 'basic@1',
      consentText: 'I agree.',
      recipientList: '',
    }),
  };
}
