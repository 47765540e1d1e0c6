import type { AgreementContext } from '@visavis/e2ee';
import type { Attack, Outcome } from '../../attack.ts';
import type { House } from '../../house.ts';
import { helloAOf, hostileCustomer, type HeadChanges } from '../hostile/agreement.ts';
import { hears } from '../hostile/listen-in.ts';
import { makeTenant } from '../hostile/tenant.ts';
import { honestContext, startVictimAgent } from '../hostile/victim.ts';

const messages = 'packages/e2ee/src/agreement/messages.ts';

/** The attacker as the customer, its hello other than the agent's end must want it. */
async function callTheAgent(
  house: House,
  own: AgreementContext,
  changes: HeadChanges,
  what: string,
): Promise<Outcome> {
  const agent = await startVictimAgent(
    house,
    await honestContext(house),
    await (await makeTenant(house)).agent(),
  );
  const attacker = hostileCustomer(own, changes);
  const answer = await agent.take(Buffer.concat([Buffer.of(1), attacker.commit]));
  if (!answer) throw new Error('the agent did not answer');
  const confirmA = await agent.take(Buffer.concat([Buffer.of(3), attacker.helloC]));
  if (!confirmA) return { succeeded: false, seen: `the agent's end refused ${what}: ${agent.refused}` };
  const { secrets, confirmC } = attacker.finish(helloAOf(answer), confirmA);
  await agent.take(confirmC);
  const { result } = agent;
  if (!result) return { succeeded: false, seen: `the agent's end refused: ${agent.refused}` };
  const heard = await hears(house, { as: 'agent', wrap: result.wrap }, await secrets.wrap('customer'));
  return { succeeded: heard, seen: `the agent's end took ${what}, and its frames were opened` };
}

export const versionDowngrade: Attack = {
  name: 'version-downgrade',
  by: 'The version names the one suite there is, and another is refused (R1, R5).',
  defence: [
    {
      file: messages,
      find: "if (reader.uint(1) !== VERSION) throw new E2eeError('unsupported_version');",
      replace: 'reader.uint(1);',
    },
  ],
  run: async house => callTheAgent(house, await honestContext(house), { version: 0 }, 'a hello of version 0'),
};

export const crossRole: Attack = {
  name: 'cross-role-hello',
  by: 'A hello says which role its sender has, and each end takes only that of its counterpart (R5).',
  defence: [
    {
      file: messages,
      find: "if (reader.uint(1) !== ROLE[role]) throw new E2eeError('wrong_role');",
      replace: 'reader.uint(1);',
    },
  ],
  run: async house =>
    callTheAgent(house, await honestContext(house), { role: 2 }, "a hello in the agent's own role"),
};

export const otherAttempt: Attack = {
  name: 'hello-of-another-attempt',
  by: 'A hello names its attempt (R5).',
  defence: [
    {
      file: messages,
      find: "if (reader.text(1, 64) !== context.attempt) throw new E2eeError('wrong_attempt');",
      replace: 'reader.text(1, 64);',
    },
  ],
  run: async house =>
    callTheAgent(
      house,
      await honestContext(house, { attempt: 'attempt-2' }),
      {},
      'the hello of a customer in another attempt',
    ),
};
