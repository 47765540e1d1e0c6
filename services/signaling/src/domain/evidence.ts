import { done, refuse, type Result } from '@visavis/protocol';

type StoredSegment = { number: number; bytes: number; sha384: string; last: boolean; stored: boolean };
export type StoredArtefact = {
  id: string;
  kind: string;
  commitment: string;
  segments: readonly StoredSegment[];
};

type NamedSegment = { number: number; length: number; sha384: string; last: boolean };
export type NamedArtefact = {
  artefact: string;
  kind: string;
  commitment: string;
  segments: readonly NamedSegment[];
};

/** From 0 without a gap to the one that says it is the last, each in the storage. */
const isWhole = (segments: readonly StoredSegment[]): boolean =>
  segments.length > 0 &&
  segments.every(
    (segment, index) =>
      segment.number === index && segment.stored && segment.last === (index === segments.length - 1),
  );

const isNamed = (stored: StoredArtefact, named: NamedArtefact): boolean =>
  named.kind === stored.kind &&
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
    if (!isWhole(artefact.segments) || !entry || !isNamed(artefact, entry))
      return refuse('evidence_incomplete', artefact.id);
    byId.delete(artefact.id);
  }
  const [missing] = byId.keys();
  return missing === undefined ? done(undefined) : refuse('evidence_incomplete', missing);
}
