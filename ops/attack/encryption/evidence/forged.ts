import type { Attack } from '../../attack.ts';
import { withoutRoot } from '../agreement/patches.ts';
import {
  inputOf,
  makeEvidence,
  makeEvidenceKey,
  place,
  sealArtefact,
  show,
  signChain,
  signList,
  text,
} from '../hostile/evidence.ts';
import { makeTenant, NOW } from '../hostile/tenant.ts';

/** Recipient lists and fingerprints are public: the server seals a recording of its own making and signs for it. */
export const forgedRecording: Attack = {
  name: 'forged-recording',
  by: "Manifests and decision count only by a device that the tenant's root has certified (R24, R29).",
  defence: withoutRoot,
  run: async house => {
    const { tenant, key, list, at } = await makeEvidence(house);
    const own = await makeTenant(house);
    const what = { kind: 'recording', step: null, segments: [text('Mallory plays Ada.')] };
    const recording = await sealArtefact(house, at, list, tenant, what);
    const chain = await signChain(house, at, [[recording.entry]], await own.agent());
    const shown = await show(house, inputOf(at, tenant, [key], list, [recording], chain));
    return {
      succeeded: shown.isComplete && shown.content.includes('Mallory'),
      seen: shown.isComplete
        ? `"${shown.content}" was opened as complete evidence`
        : `evidence signed by a device of the server's was refused: ${shown.codes}`,
    };
  },
};

/** An administrator's certified device signs a decision. */
export const decisionByAnotherRole: Attack = {
  name: 'decision-of-another-role',
  by: 'Only devices certified for agents and supervisors decide (R24, R30).',
  defence: [
    {
      file: 'packages/e2ee/src/evidence/decision.ts',
      find: "if (by.role !== 'agent' && by.role !== 'supervisor')",
      replace: 'if (by.role.length === 0)',
    },
  ],
  run: async house => {
    const { tenant, key, list, at, recording } = await makeEvidence(house);
    const { headOf, signDecision, toBase64Url } = await house.load('packages/e2ee/src/index.ts');
    const chain = await signChain(house, at, [[recording.entry]], await tenant.agent());
    const forged = await signDecision(
      {
        ...at,
        outcome: 'verified',
        reason: null,
        finalManifest: await headOf(0, chain.manifests[0] ?? ''),
        transcriptHash: toBase64Url(new Uint8Array(48)),
        at: NOW,
      },
      await tenant.agent({ role: 'admin' }),
    );
    const given = { manifests: chain.manifests, decision: forged };
    const shown = await show(house, inputOf(at, tenant, [key], list, [recording], given));
    return {
      succeeded: shown.isComplete,
      seen: shown.isComplete
        ? "an administrator's decision was taken"
        : `an administrator's decision was refused: ${shown.codes}`,
    };
  },
};

/** One of two holders, who can open only together, tries alone. */
export const oneOfTwo: Attack = {
  name: 'one-holder-of-two',
  by: 'Above a threshold of one each recipient is wrapped a share, not the key, and what the shares give must fit the commitment (R27).',
  defence: [
    {
      file: 'packages/e2ee/src/evidence/content-key.ts',
      find: 'await splitKey(raw, recipients.length, threshold)',
      replace: 'await splitKey(raw, recipients.length, 1)',
    },
  ],
  run: async house => {
    const { openContentKey, openSegment, readRecipientList } = await house.load('packages/e2ee/src/index.ts');
    const tenant = await makeTenant(house);
    const keys = [await makeEvidenceKey(house), await makeEvidenceKey(house)];
    const list = await signList(house, tenant, keys, { threshold: 2 });
    const at = place();
    const what = { kind: 'still', step: 'face', segments: [text("Ada's face")] };
    const still = await sealArtefact(house, at, list, tenant, what);
    const verified = await readRecipientList(list, tenant.root.publicKey, tenant.id);
    const context = { ...at, artefact: still.entry.artefact };
    try {
      // one's own code may say that one share is enough
      const alone = { ...verified, threshold: 1 };
      const key = await openContentKey(
        still.wrapped,
        context,
        still.entry.commitment,
        alone,
        keys.slice(0, 1),
      );
      const opened = await openSegment(key, context, 0, true, still.segments.get(0) ?? new Uint8Array(0));
      return { succeeded: true, seen: `one holder alone opened "${Buffer.from(opened).toString()}"` };
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'E2eeError') throw error;
      return { succeeded: false, seen: `one holder's share alone opened nothing: ${error.message}` };
    }
  },
};
