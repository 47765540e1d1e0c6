import {
  openArchive,
  readArchive,
  type ArchiveFault,
  type ArchiveRefusal,
  type OpenedArchive,
  type OpenedAttempt,
  type OpenedItem,
} from '@visavis/archive';
import { createStore, type Store } from '@visavis/call';
import { parseFingerprint } from '@visavis/e2ee';
import { publicJwk } from '@visavis/protocol';
import { ApiError, callApi } from '../../../api/client.ts';
import { loadResource, type Resource } from '../../../api/resource.ts';
import { keepPin, readPin } from '../../keys/pin.ts';
import type { PreparedRecording } from './recording.ts';

export type EvidenceRefusal =
  | ArchiveFault
  | ArchiveRefusal
  /** What came is not what was asked for. */
  | 'other_identification'
  | 'purged'
  | 'not_ended'
  | 'offline'
  | 'failed';

export type ShownRecording = { item: OpenedItem; media: Resource<PreparedRecording> };
export type ShownStill = { item: OpenedItem; url: string | null };
export type ShownAttempt = OpenedAttempt & { recordings: ShownRecording[]; stills: ShownStill[] };
export type ShownEvidence = Omit<OpenedArchive, 'attempts'> & { attempts: ShownAttempt[]; sealed: Blob };

export type EvidenceState =
  /** `missing`: how many more key files it takes, with `too_few_keys`. */
  | { step: 'asking'; refusal: EvidenceRefusal | null; missing?: number }
  | { step: 'fetching' }
  | { step: 'verifying' }
  | { step: 'opened'; evidence: ShownEvidence };

export type EvidenceDesk = {
  /** `pinned`: the fingerprint that this browser knows; undefined while it is looked up. */
  state: Store<{ now: EvidenceState; pinned: string | null | undefined }>;
  open: (keyFiles: readonly unknown[], fingerprint: string) => Promise<void>;
  /** Somebody looks at it, until the answer is called: then what was opened is forgotten. */
  attend: () => () => void;
};

function refusalOf(error: unknown): EvidenceRefusal {
  if (!(error instanceof ApiError)) return 'failed';
  if (error.code === 'purge_claimed' || error.code === 'not_found') return 'purged';
  if (error.code === 'wrong_state') return 'not_ended';
  return error.code === 'offline' ? 'offline' : 'failed';
}

/** Fetches the sealed evidence of an identification, verifies and opens it in this page. */
export function openEvidenceDesk(identification: string, tenant: string): EvidenceDesk {
  const store = createStore<{ now: EvidenceState; pinned: string | null | undefined }>({
    now: { step: 'asking', refusal: null },
    pinned: undefined,
  });
  let isClosed = false;
  let release = () => undefined as void;
  const show = (now: EvidenceState) => {
    if (!isClosed) store.update({ now });
  };
  const refuse = (refusal: EvidenceRefusal, missing = 0) => show({ step: 'asking', refusal, missing });
  readPin(tenant).then(
    pin => store.update({ pinned: pin?.fingerprint ?? null }),
    () => store.update({ pinned: null }),
  );

  const open = async (evidenceKeyFiles: readonly unknown[], fingerprint: string): Promise<void> => {
    show({ step: 'fetching' });
    const sealed = await callApi('readEvidence', { id: identification });
    show({ step: 'verifying' });
    const read = readArchive(new Uint8Array(await sealed.arrayBuffer()));
    if (!read.ok) {
      refuse(read.fault);
      return;
    }
    const { index } = read.archive;
    if (index.identificationId !== identification || index.tenantId !== tenant) {
      refuse('other_identification');
      return;
    }
    const opening = await openArchive({
      archive: read.archive,
      evidenceKeyFiles,
      rootFingerprint: fingerprint,
    });
    if (!opening.ok) {
      refuse(opening.refusal, opening.missing);
      return;
    }
    // the key has exactly the fingerprint that was typed; a browser that keeps nothing asks again next time
    await keepPin(tenant, publicJwk.parse(index.rootKey)).catch(() => undefined);
    if (isClosed) return;
    const shown = withMedia(opening.opened, sealed);
    release = shown.release;
    show({ step: 'opened', evidence: shown.evidence });
  };

  return {
    state: store,
    open: (keyFiles, fingerprint) =>
      open(keyFiles, fingerprint).catch((error: unknown) => refuse(refusalOf(error))),
    attend: () => {
      isClosed = false;
      return () => {
        isClosed = true;
        release();
      };
    },
  };
}

/** The media types that are shown; a manifest that names others names them in vain. */
const shownAs = { recording: 'video/webm', still: 'image/jpeg' } as const;

function withMedia(opened: OpenedArchive, sealed: Blob): { evidence: ShownEvidence; release: () => void } {
  const urls: string[] = [];
  const urlOf = (blob: Blob): string => {
    const url = URL.createObjectURL(blob);
    urls.push(url);
    return url;
  };
  // the demuxer is large, and only those who open evidence need it
  const prepare = async (bytes: OpenedItem['bytes']) =>
    (await import('./recording.ts')).prepareRecording(bytes, urlOf);
  const attempts = opened.attempts.map(attempt => ({
    ...attempt,
    recordings: attempt.items
      .filter(({ mime }) => mime === shownAs.recording)
      .map(item => ({ item, media: loadResource(() => prepare(item.bytes)) })),
    stills: attempt.items
      .filter(({ mime }) => mime === shownAs.still)
      .map(item => ({
        item,
        url: item.complete ? urlOf(new Blob([item.bytes], { type: shownAs.still })) : null,
      })),
  }));
  return {
    evidence: { ...opened, attempts, sealed },
    release: () => {
      for (const url of urls) URL.revokeObjectURL(url);
    },
  };
}

/** Whether this can be a fingerprint at all; whether it is the right one only the evidence shows. */
export function isFingerprint(typed: string): boolean {
  try {
    parseFingerprint(typed);
    return true;
  } catch {
    return false;
  }
}
