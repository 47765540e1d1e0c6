import type { Attack } from '../../attack.ts';
import type { House } from '../../house.ts';
import { makeTenant, NOW } from '../hostile/tenant.ts';
import { honestContext, startVictimAgent } from '../hostile/victim.ts';
import { finishBetween, stepBetween } from './in-the-middle.ts';

/** The agent has confirmed every check of the ruleset in the first agreement. */
async function allDone(house: House, transcript: string) {
  const { findRuleset } = await house.load('packages/protocol/src/index.ts');
  const { startChecklist, recordStep, addStill } = await house.load(
    'web/agent/src/features/call/checklist.ts',
  );
  const ruleset = findRuleset('basic', 1);
  let checklist = startChecklist(ruleset);
  for (const { step } of ruleset.steps)
    checklist = addStill(recordStep(checklist, step, 'done', transcript), step);
  return { ruleset, checklist };
}

/**
 * The code was compared and confirmed; then the server lets the customer's page reload, and stands in the middle of the
 * new agreement. It reports whatever it likes about steps; what counts is what the agent's end signs.
 */
export const newAgreementAfterCode: Attack = {
  name: 'new-agreement-after-the-code',
  by: "The check of the code is bound to the agreement's transcript: at the agent's end a new one opens it again, and verified is not to be had (R11, R30).",
  needsCode: true,
  defence: [
    {
      file: 'web/agent/src/features/call/checklist.ts',
      find: 'bound.has(record.step) && record.transcript !== transcript',
      replace: 'bound.has(record.step) && record.transcript === undefined',
    },
    {
      file: 'packages/protocol/src/life.ts',
      find: 'return rule.bound && (transcript === null || record.transcript !== transcript);',
      replace: 'return false;',
    },
  ],
  run: async house => {
    const { toBase64Url, signDecision } = await house.load('packages/e2ee/src/index.ts');
    const { applyAgreement, possibleOutcomes } = await house.load('web/agent/src/features/call/checklist.ts');
    const confirmed = toBase64Url(new Uint8Array(48).fill(1));
    const { ruleset, checklist } = await allDone(house, confirmed);
    const context = await honestContext(house, { number: 2 });
    const middle = await stepBetween(house, { customer: context, agent: context });
    const { hearsBoth, codes } = await finishBetween(house, middle);
    const transcript = middle.agent.result && toBase64Url(middle.agent.result.transcriptHash);
    if (!hearsBoth || !codes || !transcript) throw new Error('the server did not get into the middle');
    const shown = applyAgreement(checklist, ruleset, transcript);
    const { verified, missing } = possibleOutcomes(ruleset, shown, transcript, 0, false);
    if (!verified.isPossible)
      return {
        succeeded: false,
        seen: `the server stood in the middle of the new agreement, but ${missing.join(', ')} was open again at the agent's end, and the codes differed`,
        codes,
      };
    const attempt = { tenant: 'tenant-1', identification: 'identification-1', attempt: 'attempt-1' };
    const decision = { outcome: 'verified', reason: null, finalManifest: null, at: NOW } as const;
    const signer = await (await makeTenant(house)).agent();
    await signDecision({ ...attempt, ...decision, transcriptHash: transcript }, signer);
    return { succeeded: true, seen: 'the agent signed verified with the server in the middle', codes };
  },
};

/** The agent's end is told that the code was confirmed, though no agreement stands: it is to sign verified. */
export const verifiedWithoutCode: Attack = {
  name: 'verified-without-a-code',
  by: 'A decision for verified cannot be signed, nor is it taken, without the transcript of a confirmed agreement (R30).',
  defence: [
    {
      file: 'packages/e2ee/src/evidence/decision.ts',
      find: '!isVerified(outcome) || transcriptHash !== null',
      replace: '!isVerified(outcome) || transcriptHash !== undefined',
    },
  ],
  run: async house => {
    const { signDecision, verifyDecision } = await house.load('packages/e2ee/src/index.ts');
    const tenant = await makeTenant(house);
    const attempt = { tenant: tenant.id, identification: 'identification-1', attempt: 'attempt-1' };
    const decision = { outcome: 'verified', reason: null, finalManifest: null, at: NOW } as const;
    const signed = await signDecision(
      { ...attempt, ...decision, transcriptHash: null },
      await tenant.agent(),
    ).catch((error: unknown) => {
      if (error instanceof Error && error.name === 'E2eeError') return null;
      throw error;
    });
    if (signed === null) return { succeeded: false, seen: "the agent's end refused to sign it" };
    const { decision: taken } = await verifyDecision(signed, tenant.root.publicKey, attempt);
    return {
      succeeded: true,
      seen: `a decision "${taken.outcome}" without any agreement was signed and taken`,
    };
  },
};

/** Each agreement gives a server in the middle one guess at a code of six digits: it forces one after another. */
export const endlessAgreements: Attack = {
  name: 'endless-agreements',
  by: 'At most three agreements an attempt (R10): three guesses in a million.',
  defence: [
    {
      file: 'packages/e2ee/src/agreement/messages.ts',
      find: 'MAX_AGREEMENTS = { customer: 3,',
      replace: 'MAX_AGREEMENTS = { customer: 200,',
    },
  ],
  run: async house => {
    const tenant = await makeTenant(house);
    const options = await tenant.agent();
    let begun = 0;
    let refused = '';
    for (let number = 1; number <= 100 && refused === ''; number++) {
      const context = await honestContext(house, { number });
      try {
        await startVictimAgent(house, context, options);
        begun = number;
      } catch (error) {
        if (!(error instanceof Error) || error.name !== 'E2eeError') throw error;
        refused = (error as Error & { code: string }).code;
      }
    }
    return {
      succeeded: begun > 3,
      seen: `the agent's end began ${begun} agreements of one attempt${refused ? `, then refused: ${refused}` : ''}`,
    };
  },
};
