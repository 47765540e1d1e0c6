import {
  signManifest,
  type AttemptContext,
  type ManifestArtefact,
  type ManifestHead,
  type SealedSegment,
  type Signer,
} from '@visavis/e2ee';
import { putArtefact, putManifest, putSegment, type Outbox, type OutboxArtefact } from './outbox.ts';

/** Takes what an attempt's recorder and camera sealed, and names it in the attempt's chain of manifests. */
export type Collector = {
  /** Before the artefact's first segment. */
  add: (
    artefact: Pick<OutboxArtefact, 'id' | 'kind' | 'step' | 'mime' | 'commitment' | 'wrapped'>,
  ) => Promise<void>;
  segment: (artefact: string, segment: SealedSegment) => Promise<void>;
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
        putArtefact(outbox, { ...attempt, ...artefact, registered: false, createdAt: Date.now() }),
      ),
    segment: (artefact, segment) =>
      inTurn(async () => {
        await putSegment(outbox, { ...segment, artefact, attempt: attempt.attempt, inManifest: false });
        await signOutstanding(outbox, attempt, signer);
      }),
    head: async () => {
      await turn;
      return (await outbox.get('chains', attempt.attempt))?.head ?? null;
    },
  };
}

/** Signs the next manifest over the segments that none names yet; also what a crash left. */
export async function signOutstanding(
  outbox: Outbox,
  attempt: AttemptContext,
  signer: Signer,
): Promise<void> {
  const segments = (await outbox.getAll('segments')).filter(
    segment => segment.attempt === attempt.attempt && !segment.inManifest,
  );
  if (segments.length === 0) return;
  const artefacts: ManifestArtefact[] = [];
  for (const id of new Set(segments.map(({ artefact }) => artefact))) {
    const artefact = await outbox.get('artefacts', id);
    if (!artefact) continue;
    artefacts.push({
      artefact: id,
      kind: artefact.kind,
      mime: artefact.mime,
      commitment: artefact.commitment,
      segments: segments
        .filter(segment => segment.artefact === id)
        .map(({ number, last, sha384, ciphertext }) => ({ number, last, sha384, length: ciphertext.length })),
    });
  }
  const previous = (await outbox.get('chains', attempt.attempt))?.head ?? null;
  const { jws, head } = await signManifest(
    attempt,
    previous,
    artefacts,
    Math.floor(Date.now() / 1000),
    signer,
  );
  await putManifest(outbox, { attempt: attempt.attempt, number: head.number, jws }, head, segments);
}
