import {
  E2eeError,
  importVerifyKey,
  keysMissing,
  loadEvidenceKeyFile,
  matchesFingerprint,
  openEvidence,
  parseFingerprint,
  readRecipientList,
  type EvidenceKey,
  type Incompleteness,
  type OpenedEvidence,
  type RecipientList,
} from '@visavis/e2ee';
import { publicJwk, steps, type ArchiveIndex, type Step } from '@visavis/protocol';
import { attemptOf } from './claimed.ts';
import type { Archive } from './read.ts';

type IndexedAttempt = ArchiveIndex['attempts'][number];

/** A recording or picture of an attempt, as far as it opened. */
export interface OpenedItem {
  id: string;
  /** As the signed manifest names them. */
  kind: string;
  mime: string;
  /** Which check a picture was taken for, as the signed manifest says. */
  step: Step | null;
  /** In clear, as far as it opens without a gap. */
  bytes: Uint8Array<ArrayBuffer>;
  complete: boolean;
  /** The agent's end signed that it ended before its time; `complete` then means up to there. */
  isBrokenOff: boolean;
}

export interface OpenedAttempt {
  id: string;
  number: number;
  /** Whether the identification was decided in this attempt; the others were broken off. */
  isDecided: boolean;
  status: 'complete' | 'incomplete';
  reasons: Incompleteness[];
  decision: OpenedEvidence['decision'];
  /** The list that it was sealed for; null if there is none that holds. */
  recipientList: Pick<RecipientList, 'version' | 'threshold' | 'recipients'> | null;
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
  /** Nothing in it is sealed for these keys. */
  | 'key_not_recipient'
  /** More recipients must come together; `missing` says how many. */
  | 'too_few_keys';

export type Opening =
  { ok: true; opened: OpenedArchive } | { ok: false; refusal: ArchiveRefusal; missing?: number };

const refuse = (refusal: ArchiveRefusal): Opening => ({ ok: false, refusal });

/**
 * What an attempt that broke off lacks by its nature: nobody decided it, its recorder may not have come to its end,
 * and the last of it may never have been uploaded. All else in such an attempt is a fault of the archive.
 */
const brokenOff: readonly Incompleteness['code'][] = ['no_decision', 'not_finished', 'segment_missing'];

/**
 * Verifies and opens everything in an archive with nothing but the key files and the fingerprint of the tenant's
 * root: the root in the archive counts only if it has that fingerprint. Works offline, in browsers and Node.
 *
 * @param evidenceKeyFiles parsed JSON of unknown origin, as many as the recipient list asks for
 * @param rootFingerprint as typed, obtained outside the platform
 */
export async function openArchive(input: {
  archive: Archive;
  evidenceKeyFiles: readonly unknown[];
  rootFingerprint: string;
}): Promise<Opening> {
  const { index } = input.archive;
  const keys = await loadKeys(input.evidenceKeyFiles, index.tenantId);
  if (typeof keys === 'string') return refuse(keys);
  const root = await pinnedRoot(index.rootKey, input.rootFingerprint);
  if (typeof root === 'string') return refuse(root);
  const decided = decidedAttempt(index);
  const refusal = await refusalOfKeys(index, decided, keys, root);
  if (refusal) return refusal;

  const attempts: OpenedAttempt[] = [];
  for (const attempt of [...index.attempts].sort((one, other) => one.number - other.number)) {
    const decision = attempt.id === decided ? index.decision : null;
    attempts.push(await openAttempt(input.archive, attempt, decision, keys, root));
  }
  return { ok: true, opened: summed(index, attempts) };
}

async function loadKeys(
  files: readonly unknown[],
  tenantId: string,
): Promise<EvidenceKey[] | ArchiveRefusal> {
  if (files.length === 0) return 'bad_key_file';
  try {
    const keys = await Promise.all(files.map(loadEvidenceKeyFile));
    return keys.every(key => key.tenant === tenantId) ? keys : 'key_of_other_tenant';
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

async function listOf(
  { recipientList }: IndexedAttempt,
  root: CryptoKey,
  tenantId: string,
): Promise<RecipientList[]> {
  if (recipientList === null) return [];
  try {
    return [await readRecipientList(recipientList, root, tenantId)];
  } catch (error) {
    if (error instanceof E2eeError) return []; // said of the attempt when it is opened
    throw error;
  }
}

/**
 * The wrong key file, or too few of them, is the commonest mistake: it is said as such, not as a fault of every
 * artefact. Attempts may have been sealed for different lists; the keys of one of them are enough to begin.
 */
async function refusalOfKeys(
  { attempts, tenantId }: ArchiveIndex,
  decided: string | undefined,
  keys: readonly EvidenceKey[],
  root: CryptoKey,
): Promise<Opening | undefined> {
  const sealed = attempts
    .filter(({ artefacts }) => artefacts.length > 0)
    .sort((one, other) => Number(other.id === decided) - Number(one.id === decided));
  const lists = (await Promise.all(sealed.map(attempt => listOf(attempt, root, tenantId)))).flat();
  if (lists.length === 0 || lists.some(list => keysMissing(list, keys) === 0)) return undefined;
  const started = lists.find(list => keysMissing(list, keys) < list.threshold);
  if (!started) return { ok: false, refusal: 'key_not_recipient' };
  return { ok: false, refusal: 'too_few_keys', missing: keysMissing(started, keys) };
}

/** Which attempt the decision claims to be of. Its signature is verified when that attempt is opened. */
function decidedAttempt({ decision, attempts }: ArchiveIndex): string | undefined {
  const claimed = decision === null ? undefined : attemptOf(decision);
  return attempts.find(({ id }) => id === claimed)?.id;
}

const stepOf = (named: string | null): Step | null => steps.find(known => known === named) ?? null;

async function openAttempt(
  archive: Archive,
  attempt: IndexedAttempt,
  decision: string | null,
  evidenceKeys: readonly EvidenceKey[],
  root: CryptoKey,
): Promise<OpenedAttempt> {
  const byId = new Map(attempt.artefacts.map(artefact => [artefact.id, artefact]));
  const opened = await openEvidence({
    tenant: archive.index.tenantId,
    identification: archive.index.identificationId,
    attempt: attempt.id,
    root,
    evidenceKeys,
    recipientList: attempt.recipientList,
    manifests: attempt.manifests,
    decision,
    wrapped: artefact => Promise.resolve(byId.get(artefact)?.wrappedKeys ?? []),
    segment: (artefact, number) => Promise.resolve(archive.segment(artefact, number)),
  });
  return {
    id: attempt.id,
    number: attempt.number,
    isDecided: decision !== null,
    status: opened.status,
    reasons: opened.reasons,
    decision: opened.decision,
    recipientList: opened.recipientList,
    items: opened.artefacts.map(({ artefact, step, brokenOff: isBrokenOff, ...rest }) => ({
      ...rest,
      id: artefact,
      step: stepOf(step),
      isBrokenOff,
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
