/* An attempt with its evidence for tests, sealed and signed by real keys. */
import { randomBytes, toBase64Url, type Bytes } from '../src/bytes.ts';
import { createContentKey } from '../src/evidence/content-key.ts';
import { signDecision } from '../src/evidence/decision.ts';
import { signManifest, type ManifestArtefact, type ManifestHead } from '../src/evidence/manifest.ts';
import { openEvidence, type EvidenceInput } from '../src/evidence/open.ts';
import { sealSegment } from '../src/evidence/segment.ts';
import { makeEvidenceKey, makeList } from './lists.ts';
import { makeParties, NOW } from './parties.ts';

export const attempt = { tenant: 'tenant-1', identification: 'id-1', attempt: 'attempt-1' };
export const context = { ...attempt, artefact: 'a-1' };

export interface EvidenceOptions {
  /** How many evidence keys the list names. */
  keys?: number;
  threshold?: number;
  /** Whether the last segment says that it is. */
  ended?: boolean;
}

/** An attempt with one recording of three segments in two manifests, decided. */
export async function makeEvidence({ keys = 1, threshold = 1, ended = true }: EvidenceOptions = {}) {
  const { root, agent } = await makeParties();
  const evidenceKeys = await Promise.all(Array.from({ length: keys }, () => makeEvidenceKey('tenant-1')));
  const { jws: recipientList, list } = await makeList(evidenceKeys, { root, threshold });
  const content = await createContentKey(context, list);
  const plaintexts = [randomBytes(100), randomBytes(1), randomBytes(50)];
  const sealed = await Promise.all(
    plaintexts.map((bytes, i) => sealSegment(content.key, context, i, ended && i === 2, bytes)),
  );
  const listed = sealed.map(({ number, last, sha384, ciphertext }) => ({
    number,
    last,
    sha384,
    length: ciphertext.length,
  }));
  const entryOf = (segments: ManifestArtefact['segments']): ManifestArtefact => ({
    artefact: 'a-1',
    kind: 'recording',
    step: null,
    mime: 'video/webm',
    commitment: content.commitment,
    recipientList: content.recipientList,
    segments,
  });
  const sign = (previous: ManifestHead | null, artefacts: ManifestArtefact[]) =>
    signManifest(attempt, previous, artefacts, NOW, agent);
  const first = await sign(null, [entryOf(listed.slice(0, 1))]);
  const second = await sign(first.head, [entryOf(listed.slice(1))]);
  const decide = (finalManifest: ManifestHead) =>
    signDecision(
      {
        ...attempt,
        outcome: 'verified',
        reason: null,
        finalManifest,
        transcriptHash: toBase64Url(new Uint8Array(48)),
        at: NOW,
      },
      agent,
    );
  const store = new Map<number, Bytes>(sealed.map(({ number, ciphertext }) => [number, ciphertext]));
  const input: EvidenceInput = {
    ...attempt,
    root: root.publicKey,
    evidenceKeys,
    recipientList,
    manifests: [first.jws, second.jws],
    decision: await decide(second.head),
    wrapped: () => Promise.resolve(content.wrapped),
    segment: (_, number) => Promise.resolve(store.get(number) ?? null),
  };
  const plaintext = Uint8Array.from(plaintexts.flatMap(bytes => [...bytes]));
  return {
    input,
    plaintext,
    content,
    list,
    sealed,
    listed,
    entryOf,
    first,
    second,
    sign,
    decide,
    root,
    agent,
    store,
  };
}

/** How it opens: the status, then the codes of what is wrong. */
export const verdict = async (input: EvidenceInput) => {
  const { status, reasons } = await openEvidence(input);
  return [status, ...reasons.map(({ code }) => code)];
};

/** The code that something was refused with, or `opened`. */
export const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'opened',
    (error: unknown) => (error as { code: string }).code,
  );
