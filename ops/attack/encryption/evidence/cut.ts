import type { Attack, Patch } from '../../attack.ts';
import { makeEvidence, place, show, signChain } from '../hostile/evidence.ts';

const open = 'packages/e2ee/src/evidence/open.ts';
const segment = 'packages/e2ee/src/evidence/segment.ts';
const manifest = 'packages/e2ee/src/evidence/manifest.ts';

const withoutFinalManifest: Patch = {
  file: open,
  find: 'final?.number !== chain.head?.number || final?.sha384 !== chain.head?.sha384',
  replace: 'final === undefined',
};

/** The last manifest is withheld, and with it a still. */
export const droppedManifest: Attack = {
  name: 'rolled-back-manifests',
  by: 'The signed decision names the final manifest by number and hash (R29, R30): an earlier end of the chain is not complete.',
  defence: [withoutFinalManifest],
  run: async house => {
    const { input, chain } = await makeEvidence(house);
    const shown = await show(house, { ...input, manifests: chain.manifests.slice(0, -1) });
    const isHidden = shown.isComplete && !shown.content.includes('face');
    return {
      succeeded: isHidden,
      seen: isHidden
        ? 'evidence without its still was called complete'
        : `evidence without its still was called incomplete: ${shown.codes}`,
    };
  },
};

/** The end of a recording is cut off, with the manifests that name it. */
export const truncatedRecording: Attack = {
  name: 'truncated-recording',
  by: 'A recording ends with a segment marked as its last, and the decision names the manifest that has it (R26, R30).',
  defence: [
    withoutFinalManifest,
    {
      file: open,
      find: 'segments.at(-1)?.last || brokenOff !== undefined ?',
      replace: 'segments.length > 0 ?',
    },
  ],
  run: async house => {
    const { input, chain } = await makeEvidence(house);
    const shown = await show(house, { ...input, manifests: chain.manifests.slice(0, 1) });
    const isCut = shown.isComplete && !shown.content.includes('refuses');
    return {
      succeeded: isCut,
      seen: isCut
        ? `the compliance user was shown "${shown.content.trim()}" as the whole`
        : `the recording was called incomplete: ${shown.codes}`,
    };
  },
};

/** Two segments of a recording change places in the bucket. */
export const reorderedSegments: Attack = {
  name: 'reordered-segments',
  by: "The manifest has each segment's hash, and a segment is sealed under its number (R26).",
  defence: [
    {
      file: open,
      find: 'ciphertext.length !== length || toBase64Url(await sha384(ciphertext)) !== expected',
      replace: 'ciphertext.length === 0 && length > 0 && expected',
    },
    { file: segment, find: '    uint(number, 4),\n', replace: '' },
    { file: segment, find: 'iv: uint(number, 12)', replace: 'iv: uint(0, 12)' },
  ],
  run: async house => {
    const { input, recording } = await makeEvidence(house);
    const [first, second] = [recording.segments.get(0), recording.segments.get(1)];
    if (!first || !second) throw new Error('no segments');
    recording.segments.set(0, second).set(1, first);
    const shown = await show(house, input);
    return {
      succeeded: shown.isComplete,
      seen: shown.isComplete
        ? `the compliance user was shown "${shown.content}"`
        : `the recording was called incomplete: ${shown.codes}`,
    };
  },
};

/** Everything of one person's attempt, signed as it is, in the place of another's. */
export const splicedAttempt: Attack = {
  name: 'evidence-of-another-attempt',
  by: 'Manifests, decision, wrapped keys and segments each name tenant, identification and attempt (R26, R29).',
  defence: [
    {
      file: manifest,
      find: 'identification !== context.identification || attempt !== context.attempt',
      replace: 'identification === attempt',
    },
    {
      file: 'packages/e2ee/src/evidence/decision.ts',
      find: 'identification !== context.identification || attempt !== context.attempt',
      replace: 'identification === attempt',
    },
    {
      file: segment,
      find: 'context.attempt, context.artefact].map(utf8)',
      replace: 'context.attempt, context.artefact].slice(0, 1).map(utf8)',
    },
  ],
  run: async house => {
    const ada = await makeEvidence(house, 'Ada');
    const eve = await makeEvidence(house, 'Eve', place('attempt-9', 'identification-9'), ada);
    const shown = await show(house, { ...eve.input, ...ada.at });
    const isEve = shown.isComplete && shown.content.includes('Eve');
    return {
      succeeded: isEve,
      seen: isEve
        ? "Eve's recording was shown as Ada's, and called complete"
        : `Eve's evidence in the place of Ada's was refused: ${shown.codes}`,
    };
  },
};

/** A single segment of another attempt, in the bucket's place of one of this. */
export const splicedSegment: Attack = {
  name: 'segment-of-another-attempt',
  by: "Each artefact has a content key of its own, and the manifest its segments' hashes (R26, R31).",
  defence: [
    {
      file: open,
      find: 'ciphertext.length !== length || toBase64Url(await sha384(ciphertext)) !== expected',
      replace: 'ciphertext.length === 0 && length > 0 && expected',
    },
    {
      file: 'packages/e2ee/src/evidence/content-key.ts',
      find: 'const raw = randomBytes(32);',
      replace: 'const raw = new Uint8Array(32).fill(5);',
    },
    {
      file: segment,
      find: 'context.attempt, context.artefact].map(utf8)',
      replace: 'context.attempt, context.artefact].slice(0, 1).map(utf8)',
    },
  ],
  run: async house => {
    const ada = await makeEvidence(house, 'Ada');
    const eve = await makeEvidence(house, 'Eve', place('attempt-9', 'identification-9'), ada);
    const foreign = eve.recording.segments.get(1);
    if (!foreign) throw new Error('no segment');
    ada.recording.segments.set(1, foreign);
    const shown = await show(house, ada.input);
    const isMixed = shown.isComplete && shown.content.includes('Eve');
    return {
      succeeded: isMixed,
      seen: isMixed
        ? "a segment of Eve's recording was shown within Ada's"
        : `a segment of Eve's within Ada's recording was refused: ${shown.codes}`,
    };
  },
};

/** The still of an identity card is passed off as one of a face, in a manifest that nobody signed. */
export const forgedManifest: Attack = {
  name: 'forged-manifest',
  by: "A manifest is signed by the agent's device, and the chain and the decision hold its hash (R29, R30).",
  defence: [
    {
      file: manifest,
      find: "await verify('visavis-manifest', manifestSchema, jws, device.deviceKey, 'bad_manifest')",
      replace: "peek('visavis-manifest', manifestSchema, jws, device.tenant && 'bad_manifest')",
    },
    withoutFinalManifest,
  ],
  run: async house => {
    const { input, chain } = await makeEvidence(house);
    const [head, payload, signature] = chain.manifests.at(-1)?.split('.') ?? [];
    const said = Buffer.from(payload ?? '', 'base64url').toString();
    const forged = Buffer.from(said.replace('"step":"face"', '"step":"document_front"')).toString(
      'base64url',
    );
    const manifests = [...chain.manifests.slice(0, -1), `${head}.${forged}.${signature}`];
    const shown = await show(house, { ...input, manifests });
    const isTaken = shown.isComplete && shown.artefacts.some(({ step }) => step === 'document_front');
    return {
      succeeded: isTaken,
      seen: isTaken
        ? 'the forged manifest was taken: the face was shown as the front of the document'
        : `the forged manifest was refused: ${shown.codes}`,
    };
  },
};

/** The device signed two manifests with the same number, before and after a crash; the server shows the other one. */
export const forkedManifest: Attack = {
  name: 'forked-manifests',
  by: 'Each manifest holds the hash of the one before (R29): of two with one number only that fits what follows.',
  defence: [
    {
      file: manifest,
      find: "if (manifest.previous !== (previous?.sha384 ?? null)) throw new E2eeError('bad_manifest', 'chain broken');",
      replace: '',
    },
  ],
  run: async house => {
    const { input, chain, at, signer, recording, still } = await makeEvidence(house);
    const { segments, ...same } = recording.entry;
    const before = await signChain(
      house,
      at,
      [[{ ...same, segments: segments.slice(0, 1) }], [{ ...same, segments: [], brokenOff: 1 }]],
      signer,
    );
    const [first, , third] = chain.manifests;
    const fork = before.manifests[1];
    if (!first || !fork || !third) throw new Error('no chain');
    const shown = await show(house, { ...input, manifests: [first, fork, third] });
    const isTaken =
      shown.isComplete && !shown.content.includes('refuses') && still.entry.segments.length === 1;
    return {
      succeeded: isTaken,
      seen: isTaken
        ? 'the fork was taken: the recording ended before the refusal, and was called complete'
        : `the chain with the other manifest was refused: ${shown.codes}`,
    };
  },
};
