import {
  E2eeError,
  importVerifyKey,
  loadEvidenceKeyFile,
  matchesFingerprint,
  openEvidence,
  parseFingerprint,
  wrappedContentKey,
  type EvidenceKey,
  type Incompleteness,
  type OpenedEvidence,
  type WrappedContentKey,
} from '@visavis/e2ee';
import { publicJwk, type ArchiveIndex } from '@visavis/protocol';
import { attemptOf } from './claimed.ts';
import type { Archive } from './read.ts';

type IndexedAttempt = ArchiveIndex['attempts'][number];
type IndexedArtefact = IndexedAttempt['artefacts'][number];

/** A recording or picture of an attempt, as far as it opened. */
export interface OpenedItem {
  id: string;
  /** As the signed manifest names them. */
  kind: string;
  mime: string;
  /** What the step of a picture was, as the platform says: the manifest does not name it. */
  step: IndexedArtefact['step'];
  /** In clear, as far as it opens without a gap. */
  bytes: Uint8Array<ArrayBuffer>;
  complete: boolean;
}

export interface OpenedAttempt {
  id: string;
  number: number;
  /** Whether the identification was decided in this attempt; the others were broken off. */
  isDecided: boolean;
  status: 'complete' | 'incomplete';
  reasons: Incompleteness[];
  decision: OpenedEvidence['decision'];
  items: OpenedItem[];
}

/** Why an archive is not complete; without `attempt` it is said of the whole. */
export interface AttemptReason extends Omit<Incompleteness, 'code'> {
  code: Incompleteness['code'] | 'attempt_missing';
  attempt?: string;
}

export interface OpenedArchive {
  tenantId: string;
  identificationId: string;
  /**
   * `complete`: the decision is signed under the tenant's root, everything its final manifest names is here and
   * opens, and nothing of the attempts that were broken off before is forged.
   */
  status: 'complete' | 'incomplete';
  reasons: AttemptReason[];
  /** By number. */
  attempts: OpenedAttempt[];
}

/** Why nothing was opened at all. */
export type ArchiveRefusal =
  | 'bad_key_file'
  /** The key file is another tenant's. */
  | 'key_of_other_tenant'
  /** What was given is no fingerprint. */
  | 'bad_fingerprint'
  /** The archive's root is not the one whose fingerprint was given. */
  | 'root_differs'
  /** Nothing in it is sealed for this key. */
  | 'key_not_recipient';

export type Opening = { ok: true; opened: OpenedArchive } | { ok: false; refusal: ArchiveRefusal };

const refuse = (refusal: ArchiveRefusal): Opening => ({ ok: false, refusal });

/**
 * What an attempt that broke off lacks by its nature: nobody decided it, its recorder may not have come to its end,
 * and the last of it may never have been uploaded. All else in such an attempt is a fault of the archive.
 */
const brokenOff: readonly Incompleteness['code'][] = ['no_decision', 'not_finished', 'segment_missing'];

/**
 * Verifies and opens everything in an archive with nothing but the key file and the fingerprint of the tenant's
 * root: the root in the archive counts only if it has that fingerprint. Works offline, in browsers and Node.
 *
 * @param evidenceKeyFile parsed JSON of unknown origin
 * @param rootFingerprint as typed, obtained outside the platform
 */
export async function openArchive(input: {
  archive: Archive;
  evidenceKeyFile: unknown;
  rootFingerprint: string;
}): Promise<Opening> {
  const { index } = input.archive;
  const keyOrRefusal = await loadKey(input.evidenceKeyFile, index.tenantId);
  if (typeof keyOrRefusal === 'string') return refuse(keyOrRefusal);
  const root = await pinnedRoot(index.rootKey, input.rootFingerprint);
  if (typeof root === 'string') return refuse(root);
  if (!isRecipient(index, keyOrRefusal)) return refuse('key_not_recipient');

  const decided = decidedAttempt(index);
  const attempts: OpenedAttempt[] = [];
  for (const attempt of [...index.attempts].sort((one, other) => one.number - other.number)) {
    const decision = attempt.id === decided ? index.decision : null;
    attempts.push(await openAttempt(input.archive, attempt, decision, keyOrRefusal, root));
  }
  return { ok: true, opened: summed(index, attempts) };
}

async function loadKey(json: unknown, tenantId: string): Promise<EvidenceKey | ArchiveRefusal> {
  try {
    const key = await loadEvidenceKeyFile(json);
    return key.tenant === tenantId ? key : 'key_of_other_tenant';
  } catch (error) {
    if (error instanceof E2eeError) return 'bad_key_file';
    throw error;
  }
}

async function pinnedRoot(rootKey: unknown, fingerprint: string): Promise<CryptoKey | ArchiveRefusal> {
  try {
    parseFingerprint(fingerprint);
  } catch {
    return 'bad_fingerprint';
  }
  const jwk = publicJwk.safeParse(rootKey);
  if (!jwk.success) return 'root_differs';
  try {
    const root = await importVerifyKey(jwk.data);
    return (await matchesFingerprint(root, fingerprint)) ? root : 'root_differs';
  } catch {
    return 'root_differs'; // coordinates that are no point of the curve
  }
}

/** The wrong key file is the commonest mistake: it is said as such, not as a fault of every artefact. */
function isRecipient({ attempts }: ArchiveIndex, { recipient }: EvidenceKey): boolean {
  const wraps = attempts.flatMap(({ artefacts }) => artefacts).flatMap(({ wrappedKeys }) => wrappedKeys);
  return wraps.length === 0 || wraps.some(wrap => wrap.recipient === recipient.id);
}

/** Which attempt the decision claims to be of. Its signature is verified when that attempt is opened. */
function decidedAttempt({ decision, attempts }: ArchiveIndex): string | undefined {
  const claimed = decision === null ? undefined : attemptOf(decision);
  return attempts.find(({ id }) => id === claimed)?.id;
}

const wrapsOf = (artefact: IndexedArtefact | undefined): WrappedContentKey[] =>
  (artefact?.wrappedKeys ?? []).flatMap(({ recipient, jwe }) => {
    try {
      return [wrappedContentKey.parse({ recipient, jwe: JSON.parse(jwe) as unknown })];
    } catch {
      return []; // as good as none: the artefact then does not open
    }
  });

async function openAttempt(
  archive: Archive,
  attempt: IndexedAttempt,
  decision: string | null,
  evidenceKey: EvidenceKey,
  root: CryptoKey,
): Promise<OpenedAttempt> {
  const byId = new Map(attempt.artefacts.map(artefact => [artefact.id, artefact]));
  const opened = await openEvidence({
    tenant: archive.index.tenantId,
    identification: archive.index.identificationId,
    attempt: attempt.id,
    root,
    evidenceKey,
    manifests: attempt.manifests,
    decision,
    wrapped: artefact => Promise.resolve(wrapsOf(byId.get(artefact))),
    segment: (artefact, number) => Promise.resolve(archive.segment(artefact, number)),
  });
  return {
    id: attempt.id,
    number: attempt.number,
    isDecided: decision !== null,
    status: opened.status,
    reasons: opened.reasons,
    decision: opened.decision,
    items: opened.artefacts.map(({ artefact, ...rest }) => ({
      id: artefact,
      step: byId.get(artefact)?.step ?? null,
      ...rest,
    })),
  };
}

function summed(
  { tenantId, identificationId, decision }: ArchiveIndex,
  attempts: OpenedAttempt[],
): OpenedArchive {
  const reasons: AttemptReason[] = attempts.flatMap(({ id, isDecided, reasons: own }) =>
    own
      .filter(({ code }) => isDecided || !brokenOff.includes(code))
      .map(reason => ({ ...reason, attempt: id })),
  );
  if (decision === null) reasons.unshift({ code: 'no_decision' });
  else if (!attempts.some(({ isDecided }) => isDecided)) reasons.unshift({ code: 'attempt_missing' });
  return {
    tenantId,
    identificationId,
    status: reasons.length === 0 ? 'complete' : 'incomplete',
    reasons,
    attempts,
  };
}
