import {
  signManifest,
  type AttemptContext,
  type ManifestArtefact,
  type ManifestHead,
  type SealedSegment,
  type Signer,
} from '@visavis/e2ee';
import {
  breakOff,
  putArtefact,
  putManifest,
  putSegment,
  type Outbox,
  type OutboxArtefact,
  type OutboxSegment,
} from './outbox.ts';

/** Takes what an attempt's recorder and camera sealed, and names it in the attempt's chain of manifests. */
export type Collector = {
  /** Before the artefact's first segment. */
  add: (
    artefact: Pick<
      OutboxArtefact,
      'id' | 'kind' | 'step' | 'mime' | 'commitment' | 'wrapped' | 'recipientList'
    >,
  ) => Promise<void>;
  segment: (artefact: string, segment: SealedSegment) => Promise<void>;
  /** Signs that one artefact, or whatever has no end, was broken off: its recorder and key are gone. */
  breakOff: (artefact?: string) => Promise<void>;
  /** The chain's head once everything handed in so far is signed; null when there is nothing. */
  head: () => Promise<ManifestHead | null>;
};

/**
 * @param onStored something new is in the outbox
 * @param onFailure the browser could not keep or sign something: the evidence of this attempt will be incomplete
 */
export function createCollector(
  outbox: Outbox,
  attempt: AttemptContext,
  signer: Signer,
  onStored: () => void,
  onFailure: (error: unknown) => void,
): Collector {
  // one after the other: each manifest names the one before
  let turn: Promise<void> = Promise.resolve();
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    turn = turn.then(work).then(onStored).catch(onFailure);
    return turn;
  };
  return {
    add: artefact =>
      inTurn(() =>
        putArtefact(outbox, {
          ...attempt,
          ...artefact,
          segments: 0,
          end: 'open',
          isBreakSigned: false,
          registered: false,
          createdAt: Date.now(),
        }),
      ),
    segment: (artefact, segment) =>
      inTurn(async () => {
        await putSegment(outbox, { ...segment, artefact, attempt: attempt.attempt, inManifest: false });
        await signOutstanding(outbox, attempt, signer);
      }),
    breakOff: artefact =>
      inTurn(async () => {
        await breakOff(outbox, attempt.attempt, artefact);
        await signOutstanding(outbox, attempt, signer);
      }),
    head: async () => {
      await turn;
      return (await outbox.get('chains', attempt.attempt))?.head ?? null;
    },
  };
}

/**
 * Signs the next manifest over the segments and breaks that none names yet; also what a crash left. One at a time in
 * all tabs of this browser, because each manifest names the one before.
 */
export const signOutstanding = (outbox: Outbox, attempt: AttemptContext, signer: Signer): Promise<void> =>
  navigator.locks.request(`visavis-manifests-${attempt.attempt}`, () => signNext(outbox, attempt, signer));

async function signNext(outbox: Outbox, attempt: AttemptContext, signer: Signer): Promise<void> {
  const segments = (await outbox.getAll('segments')).filter(
    segment => segment.attempt === attempt.attempt && !segment.inManifest,
  );
  const artefacts = (await outbox.getAll('artefacts')).filter(item => item.attempt === attempt.attempt);
  const broken = artefacts.filter(({ end, isBreakSigned }) => end === 'broken_off' && !isBreakSigned);
  if (segments.length === 0 && broken.length === 0) return;
  const entries = artefacts
    .filter(item => broken.includes(item) || segments.some(({ artefact }) => artefact === item.id))
    .map(item => entryOf(item, segments));
  const previous = (await outbox.get('chains', attempt.attempt))?.head ?? null;
  const at = Math.floor(Date.now() / 1000);
  const { jws, head } = await signManifest(attempt, previous, entries, at, signer);
  await putManifest(outbox, { attempt: attempt.attempt, number: head.number, jws }, head, segments, broken);
}

/** What the next manifest says of an artefact: the segments that none names yet, and where it was broken off. */
function entryOf(item: OutboxArtefact, outstanding: readonly OutboxSegment[]): ManifestArtefact {
  const { id, kind, step, mime, commitment, recipientList, segments, end } = item;
  const listed = outstanding
    .filter(({ artefact }) => artefact === id)
    .map(({ number, last, sha384, ciphertext }) => ({ number, last, sha384, length: ciphertext.length }));
  const entry = { artefact: id, kind, step, mime, commitment, recipientList, segments: listed };
  return end === 'broken_off' ? { ...entry, brokenOff: segments } : entry;
}
