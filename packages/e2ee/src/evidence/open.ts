import { concat, toBase64Url, type Bytes } from '../bytes.ts';
import { E2eeError, type E2eeCode } from '../errors.ts';
import type { CertifiedDevice } from '../identity/certificate.ts';
import { sha384 } from '../suite.ts';
import { openContentKey, type WrappedContentKey } from './content-key.ts';
import { verifyDecision, type Decision } from './decision.ts';
import type { EvidenceKey } from './evidence-key.ts';
import { verifyManifestChain, type AttemptContext, type ManifestArtefact } from './manifest.ts';
import { openSegment } from './segment.ts';

/** Everything stored of an attempt, and who may open it. The root's fingerprint must have been checked before. */
export interface EvidenceInput extends AttemptContext {
  root: CryptoKey;
  evidenceKey: EvidenceKey;
  /** Compact texts in order. */
  manifests: readonly string[];
  decision: string | null;
  /** The wraps of an artefact's content key. */
  wrapped: (artefact: string) => Promise<readonly WrappedContentKey[]>;
  /** A segment's ciphertext, null if it is missing. */
  segment: (artefact: string, number: number) => Promise<Bytes | null>;
}

/** Why evidence is not complete. */
export interface Incompleteness {
  code: E2eeCode | 'no_decision' | 'manifests_missing' | 'segment_missing' | 'not_finished';
  artefact?: string;
}

export interface OpenedArtefact {
  artefact: string;
  kind: string;
  mime: string;
  /** As far as it opens without a gap. */
  bytes: Bytes;
  complete: boolean;
}

export interface OpenedEvidence {
  status: 'complete' | 'incomplete';
  reasons: Incompleteness[];
  decision: { decision: Decision; by: CertifiedDevice } | null;
  artefacts: OpenedArtefact[];
}

async function openArtefact(
  input: EvidenceInput,
  entry: ManifestArtefact,
): Promise<OpenedArtefact & { reason?: Incompleteness['code'] }> {
  const { artefact, kind, mime, commitment, segments } = entry;
  const { tenant, identification, attempt, evidenceKey } = input;
  const context = { tenant, identification, attempt, artefact };
  const opened: Bytes[] = [];
  const result = (reason?: Incompleteness['code']) => {
    const base = { artefact, kind, mime, bytes: concat(...opened), complete: !reason };
    return reason ? { ...base, reason } : base;
  };
  try {
    const own = (await input.wrapped(artefact)).find(
      ({ recipient }) => recipient === evidenceKey.recipient.id,
    );
    if (!own) return result('bad_content_key');
    const key = await openContentKey(own, context, commitment, evidenceKey);
    for (const { number, length, sha384: expected, last } of segments) {
      const ciphertext = await input.segment(artefact, number);
      if (!ciphertext) return result('segment_missing');
      if (ciphertext.length !== length || toBase64Url(await sha384(ciphertext)) !== expected)
        return result('bad_segment');
      opened.push(await openSegment(key, context, number, last, ciphertext));
    }
  } catch (error) {
    if (error instanceof E2eeError) return result(error.code);
    throw error;
  }
  return segments.at(-1)?.last ? result() : result('not_finished');
}

async function openDecision(input: EvidenceInput): Promise<OpenedEvidence['decision'] | E2eeError> {
  if (input.decision === null) return null;
  try {
    return await verifyDecision(input.decision, input.root, input);
  } catch (error) {
    if (error instanceof E2eeError) return error;
    throw error;
  }
}

/**
 * Verifies everything under the tenant's root and opens what can be opened. Only what the signed decision's final
 * manifest names in full is `complete` (R30).
 */
export async function openEvidence(input: EvidenceInput): Promise<OpenedEvidence> {
  const reasons: Incompleteness[] = [];
  const chain = await verifyManifestChain(input.manifests, input.root, input);
  if (chain.broken) reasons.push({ code: chain.broken.code });
  const decided = await openDecision(input);
  const decision = decided instanceof E2eeError ? null : decided;
  if (decided instanceof E2eeError) reasons.push({ code: decided.code });
  else if (!decided) reasons.push({ code: 'no_decision' });
  else {
    const final = decided.decision.finalManifest;
    if (final?.number !== chain.head?.number || final?.sha384 !== chain.head?.sha384)
      reasons.push({ code: 'manifests_missing' });
  }
  const artefacts: OpenedArtefact[] = [];
  for (const entry of chain.artefacts) {
    const { reason, ...opened } = await openArtefact(input, entry);
    if (reason) reasons.push({ code: reason, artefact: entry.artefact });
    artefacts.push(opened);
  }
  return { status: reasons.length === 0 ? 'complete' : 'incomplete', reasons, decision, artefacts };
}
