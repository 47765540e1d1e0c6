import { createStore, type Store, type WritableStore } from '@visavis/call';
import { ApiError, callApi } from '../api/client.ts';
import { expiredAttempts, forgetAttempt, markRegistered, type Outbox, type OutboxSegment } from './outbox.ts';

export type UploadState = {
  /** Sealed segments and manifests that are still only in this browser. */
  pending: number;
  pendingBytes: number;
  /** The last try failed; another follows by itself. */
  troubled: boolean;
  /** Attempts of which the server will never take something any more. */
  refused: readonly string[];
};

export type Uploader = {
  state: Store<UploadState>;
  /** Something new is in the outbox. */
  wake: () => void;
  /** Resolves when nothing is left to upload. */
  drained: () => Promise<void>;
  stop: () => void;
};

/** The server will never take these; keeping them would not help. */
const final: readonly string[] = [
  'not_found',
  'purge_claimed',
  'not_permitted',
  'wrong_state',
  'conflict',
  'no_recipient_list',
  'invalid_request',
  'too_large',
];
const firstPause = 500;
const longestPause = 30_000;

/** Uploads whatever the outbox holds, oldest first, again and again until the server has it. */
export function startUploader(outbox: Outbox): Uploader {
  const store = createStore<UploadState>({ pending: 0, pendingBytes: 0, troubled: false, refused: [] });
  const stopped = new AbortController();
  let woken = Promise.withResolvers<void>();
  let waiting: (() => void)[] = [];

  const run = async () => {
    for (const attempt of await expiredAttempts(outbox, Date.now())) await forgetAttempt(outbox, attempt);
    let wait = firstPause;
    while (!stopped.signal.aborted) {
      woken = Promise.withResolvers<void>();
      // who asks during a pass may have put something behind it
      const served = waiting.splice(0);
      try {
        const left = await uploadOnce(outbox, store);
        wait = firstPause;
        store.update({ troubled: false });
        if (left === 0) {
          for (const resolve of served) resolve();
          if (waiting.length === 0) await woken.promise;
        } else waiting.push(...served);
      } catch {
        waiting.push(...served);
        store.update({ troubled: true });
        await pause(wait, stopped.signal);
        wait = Math.min(wait * 2, longestPause);
      }
    }
  };
  void run();

  return {
    state: store,
    wake: () => woken.resolve(),
    drained: () => {
      const done = new Promise<void>(resolve => waiting.push(resolve));
      woken.resolve();
      return done;
    },
    stop: () => {
      stopped.abort();
      waiting = [];
      woken.resolve();
    },
  };
}

/**
 * One pass over the outbox: wrapped keys, then segments, then the manifests that name them.
 * @returns how many were uploaded
 * @throws ApiError when the server could not take something now
 */
async function uploadOnce(outbox: Outbox, store: WritableStore<UploadState>): Promise<number> {
  let uploaded = 0;
  for (const artefact of await outbox.getAll('artefacts')) {
    if (artefact.registered) continue;
    const { id, attempt, kind, step, commitment, wrapped: wrappedKeys } = artefact;
    const body = { artefactId: id, attemptId: attempt, kind, step, keyCommitment: commitment, wrappedKeys };
    const taken = await orForget(outbox, store, attempt, () => callApi('registerArtefact', { body }));
    if (taken) await markRegistered(outbox, id);
    uploaded += 1;
  }
  for (const key of await outbox.getAllKeys('segments')) {
    await reportPending(outbox, store.update);
    const segment = await outbox.get('segments', key);
    // what no manifest names yet is signed first, by the collector
    if (!segment?.inManifest) continue;
    if (await orForget(outbox, store, segment.attempt, () => uploadSegment(segment)))
      await outbox.delete('segments', key);
    uploaded += 1;
  }
  for (const manifest of await outbox.getAll('manifests')) {
    const { attempt, number, jws } = manifest;
    const body = { attemptId: attempt, number, jws };
    if (await orForget(outbox, store, attempt, () => callApi('addManifest', { body })))
      await outbox.delete('manifests', [attempt, number]);
    uploaded += 1;
  }
  await reportPending(outbox, store.update);
  return uploaded;
}

async function uploadSegment({ artefact, number, last, sha384, ciphertext }: OutboxSegment): Promise<void> {
  const { put } = await callApi('takeSlot', {
    id: artefact,
    body: { number, last, sha384, bytes: ciphertext.length },
  });
  if (!put) return;
  const answer = await fetch(put.url, { method: 'PUT', headers: put.headers, body: ciphertext }).catch(() => {
    throw new ApiError('offline');
  });
  if (!answer.ok) throw new ApiError('offline');
  // read to its end, else the browser cuts the connection
  await answer.arrayBuffer();
  await callApi('confirmStored', { id: artefact, number });
}

/** @returns false when the server will never take it, and the attempt was forgotten */
async function orForget(
  outbox: Outbox,
  store: WritableStore<UploadState>,
  attempt: string,
  work: () => Promise<unknown>,
): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (!(error instanceof ApiError) || !final.includes(error.code)) throw error;
    await forgetAttempt(outbox, attempt);
    store.update({ refused: [...store.get().refused, attempt] });
    return false;
  }
}

async function reportPending(outbox: Outbox, report: (state: Partial<UploadState>) => void): Promise<void> {
  const segments = await outbox.getAll('segments');
  const manifests = await outbox.count('manifests');
  report({
    pending: segments.length + manifests,
    pendingBytes: segments.reduce((sum, { ciphertext }) => sum + ciphertext.length, 0),
  });
}

const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise(resolve => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
