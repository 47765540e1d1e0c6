import { concat, toBase64Url, type Bytes } from '../bytes.ts';
import { E2eeError, type E2eeCode } from '../errors.ts';
import type { CertifiedDevice } from '../identity/certificate.ts';
import { sha384 } from '../suite.ts';
import { openContentKey } from './content-key.ts';
import { verifyDecision, type Decision } from './decision.ts';
import type { EvidenceKey } from './evidence-key.ts';
import { verifyManifestChain, type AttemptContext, type ManifestArtefact } from './manifest.ts';
import { readRecipientList, type VerifiedRecipientList } from './recipients.ts';
import { openSegment } from './segment.ts';
import type { WrappedContentKey } from './wrap.ts';

/** Everything stored of an attempt, and who may open it. The root's fingerprint must have been checked before. */
export interface EvidenceInput extends AttemptContext {
  root: CryptoKey;
  /** As many as the list's threshold asks for; others do no harm. */
  evidenceKeys: readonly EvidenceKey[];
  /** The list in force for the attempt, as compact text; null if none was. */
  recipientList: string | null;
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
  /** As the manifest says it. */
  step: string | null;
  mime: string;
  /** As far as it opens without a gap. */
  bytes: Bytes;
  /** Everything that was signed of it is here and opens. */
  complete: boolean;
  /** Signed as ended without its last segment, for instance by a reload of the agent's page (R58). */
  brokenOff: boolean;
}

export interface OpenedEvidence {
  status: 'complete' | 'incomplete';
  reasons: Incompleteness[];
  decision: { decision: Decision; by: CertifiedDevice } | null;
  /** Verified; null if there was none, or none that holds. */
  recipientList: VerifiedRecipientList | null;
  artefacts: OpenedArtefact[];
}

async function openArtefact(
  input: EvidenceInput,
  entry: ManifestArtefact,
  list: VerifiedRecipientList | null,
): Promise<OpenedArtefact & { reason?: Incompleteness['code'] }> {
  const { artefact, kind, step, mime, commitment, segments, recipientList, brokenOff } = entry;
  const { tenant, identification, attempt, evidenceKeys } = input;
  const context = { tenant, identification, attempt, artefact };
  const opened: Bytes[] = [];
  const result = (reason?: Incompleteness['code']) => {
    const bytes = concat(...opened);
    const base = { artefact, kind, step, mime, bytes, complete: !reason, brokenOff: brokenOff !== undefined };
    return reason ? { ...base, reason } : base;
  };
  if (list?.version !== recipientList.version || list.sha384 !== recipientList.sha384)
    return result('bad_recipient_list');
  try {
    const wraps = await input.wrapped(artefact);
    const key = await openContentKey(wraps, context, commitment, list, evidenceKeys);
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
  return segments.at(-1)?.last || brokenOff !== undefined ? result() : result('not_finished');
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

async function openList({
  recipientList,
  root,
  tenant,
}: EvidenceInput): Promise<VerifiedRecipientList | null | E2eeError> {
  if (recipientList === null) return null;
  try {
    return await readRecipientList(recipientList, root, tenant);
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
  const listed = await openList(input);
  const recipientList = listed instanceof E2eeError ? null : listed;
  if (listed instanceof E2eeError) reasons.push({ code: listed.code });
  const artefacts: OpenedArtefact[] = [];
  for (const entry of chain.artefacts) {
    const { reason, ...opened } = await openArtefact(input, entry, recipientList);
    if (reason) reasons.push({ code: reason, artefact: entry.artefact });
    artefacts.push(opened);
  }
  const status = reasons.length === 0 ? 'complete' : 'incomplete';
  return { status, reasons, decision, recipientList, artefacts };
}
