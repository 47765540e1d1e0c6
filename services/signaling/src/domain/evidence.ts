import { done, refuse, type Result } from '@visavis/protocol';

type StoredSegment = { number: number; bytes: number; sha384: string; last: boolean; stored: boolean };
export type StoredArtefact = {
  id: string;
  kind: string;
  step: string | null;
  commitment: string;
  /** SHA-384 of the list that the attempt's evidence is sealed for. */
  listSha384: string;
  segments: readonly StoredSegment[];
};

type NamedSegment = { number: number; length: number; sha384: string; last: boolean };
export type NamedArtefact = {
  artefact: string;
  kind: string;
  step: string | null;
  commitment: string;
  recipientList: { sha384: string };
  segments: readonly NamedSegment[];
  /** After how many segments it was broken off. */
  brokenOff?: number | undefined;
};

/** From 0 without a gap, each in the storage, to the one that says it is the last, or to where it was broken off. */
const isWhole = (segments: readonly StoredSegment[], brokenOff: number | undefined): boolean =>
  (brokenOff === undefined ? segments.length > 0 : segments.length === brokenOff) &&
  segments.every(
    (segment, index) =>
      segment.number === index &&
      segment.stored &&
      segment.last === (brokenOff === undefined && index === segments.length - 1),
  );

const isNamed = (stored: StoredArtefact, named: NamedArtefact): boolean =>
  named.kind === stored.kind &&
  named.step === stored.step &&
  named.recipientList.sha384 === stored.listSha384 &&
  named.commitment === stored.commitment &&
  named.segments.length === stored.segments.length &&
  stored.segments.every(segment => {
    const entry = named.segments[segment.number];
    return (
      entry?.number === segment.number &&
      entry.length === segment.bytes &&
      entry.sha384 === segment.sha384 &&
      entry.last === segment.last
    );
  });

/** Something that shows the call up to its end: one that was broken off does not. */
export const hasRecording = (named: readonly NamedArtefact[]): boolean =>
  named.some(({ kind, brokenOff }) => kind === 'recording' && brokenOff === undefined);

/**
 * Whether what is stored is whole and exactly what the manifests name. The refusal's field is the artefact at fault.
 * @param stored in order of segment number
 */
export function checkEvidence(
  stored: readonly StoredArtefact[],
  named: readonly NamedArtefact[],
): Result<undefined> {
  const byId = new Map(named.map(entry => [entry.artefact, entry]));
  for (const artefact of stored) {
    const entry = byId.get(artefact.id);
    if (!entry || !isWhole(artefact.segments, entry.brokenOff) || !isNamed(artefact, entry))
      return refuse('evidence_incomplete', artefact.id);
    byId.delete(artefact.id);
  }
  const [missing] = byId.keys();
  return missing === undefined ? done(undefined) : refuse('evidence_incomplete', missing);
}
