import {
  cuesOf,
  type AttemptReason,
  type Cue,
  type OpenedArchive,
  type OpenedAttempt,
} from '@visavis/archive';
import type { OpenRefusal } from './open-files.ts';
import type { OpenOptions } from './options.ts';

type OpenedItem = OpenedAttempt['items'][number];

/** `report.json`: what was verified and what was written. */
export interface Report {
  v: 1;
  tenantId: string;
  identificationId: string;
  status: 'complete' | 'incomplete';
  reasons: AttemptReason[];
  attempts: ReportedAttempt[];
}

interface ReportedAttempt {
  id: string;
  number: number;
  decided: boolean;
  status: 'complete' | 'incomplete';
  reasons: OpenedAttempt['reasons'];
  /** Whom it was sealed for, and how many of them it takes to open it. */
  recipientList: { version: number; threshold: number; recipients: string[] } | null;
  decision: { outcome: string; reason: string | null; at: string; by: string; role: string } | null;
  files: ReportedFile[];
}

interface ReportedFile {
  artefact: string;
  kind: string;
  step: string | null;
  complete: boolean;
  /** The agent’s end signed that it ended before its time, for instance because the page was reloaded. */
  brokenOff: boolean;
  /** null when nothing of it opened. */
  file: string | null;
  bytes: number;
  /** Of a recording: which step was shown when, in seconds. */
  steps?: Cue[];
}

const endings: Record<string, string> = { 'video/webm': 'webm', 'image/jpeg': 'jpg' };
const recording = 'video/webm';

/** Made of our own words and numbers only: nothing that the archive says becomes a path. */
function nameOf(attempt: number, place: number, { mime, step, complete }: OpenedItem): string {
  const ending = Object.hasOwn(endings, mime) ? endings[mime] : 'bin';
  const what = mime === recording ? 'recording' : (step ?? 'artefact');
  return `attempt-${attempt}-${place}-${what}${complete ? '' : '.incomplete'}.${ending ?? 'bin'}`;
}

/** The report, and the files that it names. */
export function describeOpened(opened: OpenedArchive): {
  report: Report;
  files: { name: string; bytes: Uint8Array }[];
} {
  const files: { name: string; bytes: Uint8Array }[] = [];
  const attempts = opened.attempts.map((attempt, index): ReportedAttempt => {
    const { decision, recipientList: list } = attempt;
    return {
      id: attempt.id,
      number: attempt.number,
      decided: attempt.isDecided,
      status: attempt.status,
      reasons: attempt.reasons,
      recipientList: list && {
        version: list.version,
        threshold: list.threshold,
        recipients: list.recipients.map(({ id }) => id),
      },
      decision: decision && {
        outcome: decision.decision.outcome,
        reason: decision.decision.reason,
        at: new Date(decision.decision.at * 1000).toISOString(),
        by: decision.by.name,
        role: decision.by.role,
      },
      files: attempt.items.map((item, place) => {
        const { id, kind, step, bytes, complete, isBrokenOff: brokenOff, mime } = item;
        const name = bytes.length === 0 ? null : nameOf(index + 1, place + 1, item);
        if (name !== null) files.push({ name, bytes });
        const shown = { artefact: id, kind, step, complete, brokenOff, file: name, bytes: bytes.length };
        return mime === recording ? { ...shown, steps: cuesOf(bytes) } : shown;
      }),
    };
  });
  const { tenantId, identificationId, status, reasons } = opened;
  return { report: { v: 1, tenantId, identificationId, status, reasons, attempts }, files };
}

/** Other codes stand for themselves. */
const reasonWords: Partial<Record<AttemptReason['code'], string>> = {
  no_decision: 'nobody signed a decision',
  attempt_missing: 'the attempt that was decided is not in the archive',
  manifests_missing: 'the decision names a later manifest than there is: something was left out',
  segment_missing: 'a segment is missing',
  not_finished: 'it has no end',
  bad_segment: 'a segment was altered or stands in another’s place',
  bad_content_key:
    'its key does not open, or is not the one that was signed: a wrap or a share of it is false',
  wrong_recipients: 'it is not wrapped for exactly those whom the recipient list names',
  too_few_keys: 'it was sealed for other keys than these, or for more of them',
  bad_recipient_list: 'the recipient list is not the one that it was sealed for, or is forged',
  bad_manifest: 'a manifest is forged, altered or out of order',
  bad_decision: 'the decision is forged or altered',
  bad_certificate: 'a certificate was not issued under this root',
  certificate_expired: 'it was signed with an expired certificate',
};

/** The verdict first, then what was written. */
export function inWords(report: Report, folder: string): string {
  const verdict =
    report.status === 'complete'
      ? 'COMPLETE: every signature and hash holds, and everything that was decided on is here.'
      : 'INCOMPLETE OR WRONG: do not rely on it without knowing why.';
  const reasons = report.reasons.map(({ code, attempt, artefact }) => {
    const where = [attempt && `attempt ${attempt}`, artefact && `artefact ${artefact}`].filter(Boolean);
    return `  - ${reasonWords[code] ?? code}${where.length > 0 ? ` (${where.join(', ')})` : ''}`;
  });
  const attempts = report.attempts.flatMap(attempt => [
    attempt.decision
      ? `Attempt ${attempt.number}: ${attempt.decision.outcome} by ${attempt.decision.by}, ${attempt.decision.at}`
      : `Attempt ${attempt.number}: not decided here`,
    ...attempt.files.map(
      ({ file, kind, bytes, brokenOff }) =>
        `  ${file ?? `(${kind}: nothing opened)`}  ${bytes} bytes${brokenOff ? ', broken off during the call' : ''}`,
    ),
  ]);
  return [`Identification ${report.identificationId}`, verdict, ...reasons, ...attempts, `In ${folder}`].join(
    '\n',
  );
}

/** What went wrong and what to do. */
export function refusalInWords(
  code: OpenRefusal,
  { archive, keys, out }: OpenOptions,
  missing: number = 0,
): string {
  const key = keys.join(', ');
  const words: Record<OpenRefusal, string> = {
    archive_unreadable: `Cannot read ${archive}.`,
    key_unreadable: `Cannot read ${key}.`,
    out_not_empty: `${out} is not empty. Nothing is ever overwritten: name a new folder.`,
    out_unwritable: `Cannot write to ${out}.`,
    not_an_archive: `${archive} is no evidence archive, or was cut off while it was downloaded. Download it again.`,
    too_large: `${archive} is larger than an evidence archive can be.`,
    bad_index: `${archive} has no readable index. It is no evidence archive, or of another version.`,
    bad_key_file: `${key} is no evidence key file. The root key file is another one.`,
    key_of_other_tenant: `${key} is the key of another company than the archive.`,
    key_not_recipient: `Nothing in the archive is sealed for ${key}. An older evidence key may be the right one.`,
    too_few_keys: `It takes ${missing} more evidence key ${missing === 1 ? 'file' : 'files'} to open this archive: add --key for each.`,
    bad_fingerprint: '--root takes the 32 hexadecimal digits of the fingerprint, in groups or not.',
    root_differs:
      'REFUSED: the root key in the archive does not have this fingerprint. Either the fingerprint is of another company, or the archive is forged.',
  };
  return words[code];
}
