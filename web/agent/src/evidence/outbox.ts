import type { ManifestHead, RecipientListHead, SealedSegment, WrappedContentKey } from '@visavis/e2ee';
import type { ArtefactRequest } from '@visavis/protocol';
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';

/** An artefact whose segments are, or were, on their way to the storage. */
export type OutboxArtefact = {
  id: string;
  tenant: string;
  identification: string;
  attempt: string;
  kind: ArtefactRequest['kind'];
  step: ArtefactRequest['step'];
  mime: string;
  commitment: string;
  wrapped: WrappedContentKey[];
  recipientList: RecipientListHead;
  /** How many segments were handed in. */
  segments: number;
  /** `broken_off`: its last segment never came, because a reload took the recorder with its key. */
  end: 'open' | 'ended' | 'broken_off';
  /** A manifest says that it was broken off. */
  isBreakSigned: boolean;
  registered: boolean;
  createdAt: number;
};

export type OutboxSegment = SealedSegment & { artefact: string; attempt: string; inManifest: boolean };
export type OutboxManifest = { attempt: string; number: number; jws: string };
/** Where an attempt's chain of manifests stands. */
export type Chain = { attempt: string; head: ManifestHead; createdAt: number };

interface Schema extends DBSchema {
  artefacts: { key: string; value: OutboxArtefact };
  segments: { key: [string, number]; value: OutboxSegment };
  manifests: { key: [string, number]; value: OutboxManifest };
  chains: { key: string; value: Chain };
}

export type Outbox = IDBPDatabase<Schema>;

/** Ciphertext that could not be uploaded for so long is given up. */
const keepMilliseconds = 7 * 86_400_000;

/**
 * The browser's own store of sealed evidence: first here, then to the server, so that a crash loses no segment.
 * One a person: the server takes an attempt's evidence from nobody but its agent.
 */
export function openOutbox(user: string): Promise<Outbox> {
  return openDB<Schema>(`visavis-evidence-${user}`, 2, {
    upgrade: database => {
      // what an earlier version left has another shape
      for (const name of database.objectStoreNames) database.deleteObjectStore(name);
      database.createObjectStore('artefacts', { keyPath: 'id' });
      database.createObjectStore('segments', { keyPath: ['artefact', 'number'] });
      database.createObjectStore('manifests', { keyPath: ['attempt', 'number'] });
      database.createObjectStore('chains', { keyPath: 'attempt' });
    },
  });
}

/** Flushed to disk before the promise resolves. */
const strict = { durability: 'strict' } as const;

export async function putArtefact(outbox: Outbox, artefact: OutboxArtefact): Promise<void> {
  const transaction = outbox.transaction('artefacts', 'readwrite', strict);
  await Promise.all([transaction.store.put(artefact), transaction.done]);
}

/** The server knows the artefact. Nothing else of it changes: segments may come at the same time. */
export async function markRegistered(outbox: Outbox, id: string): Promise<void> {
  const { store, done } = outbox.transaction('artefacts', 'readwrite', strict);
  const artefact = await store.get(id);
  if (artefact) await store.put({ ...artefact, registered: true });
  await done;
}

/** @throws Error when the artefact has its end already, for instance because another tab broke it off */
export async function putSegment(outbox: Outbox, segment: OutboxSegment): Promise<void> {
  const transaction = outbox.transaction(['artefacts', 'segments'], 'readwrite', strict);
  const artefacts = transaction.objectStore('artefacts');
  const artefact = await artefacts.get(segment.artefact);
  if (artefact?.end !== 'open') {
    await transaction.done;
    throw new Error('a segment after the end');
  }
  await Promise.all([
    artefacts.put({
      ...artefact,
      segments: artefact.segments + 1,
      end: segment.last ? 'ended' : 'open',
    }),
    transaction.objectStore('segments').put(segment),
    transaction.done,
  ]);
}

/** Whatever of the attempt has no end, or the one artefact, ends here: from now on no segment of it is taken. */
export async function breakOff(outbox: Outbox, attempt: string, artefact?: string): Promise<void> {
  const { store, done } = outbox.transaction('artefacts', 'readwrite', strict);
  const open = (await store.getAll()).filter(
    item =>
      item.attempt === attempt && item.end === 'open' && (artefact === undefined || item.id === artefact),
  );
  await Promise.all([...open.map(item => store.put({ ...item, end: 'broken_off' as const })), done]);
}

/** The manifest, the chain's new head and the marks on the segments and breaks it names: all or none. */
export async function putManifest(
  outbox: Outbox,
  manifest: OutboxManifest,
  head: ManifestHead,
  named: OutboxSegment[],
  broken: OutboxArtefact[],
): Promise<void> {
  const transaction = outbox.transaction(
    ['manifests', 'chains', 'segments', 'artefacts'],
    'readwrite',
    strict,
  );
  const artefacts = transaction.objectStore('artefacts');
  const signed = await Promise.all(broken.map(({ id }) => artefacts.get(id)));
  await Promise.all([
    transaction.objectStore('manifests').put(manifest),
    transaction.objectStore('chains').put({ attempt: manifest.attempt, head, createdAt: Date.now() }),
    ...signed.flatMap(item => (item ? [artefacts.put({ ...item, isBreakSigned: true })] : [])),
    ...named.map(segment => transaction.objectStore('segments').put({ ...segment, inManifest: true })),
    transaction.done,
  ]);
}

/** Forgets an attempt, once everything of it is stored or it cannot be stored any more. */
export async function forgetAttempt(outbox: Outbox, attempt: string): Promise<void> {
  const transaction = outbox.transaction(
    ['artefacts', 'segments', 'manifests', 'chains'],
    'readwrite',
    strict,
  );
  const artefacts = (await transaction.objectStore('artefacts').getAll()).filter(
    item => item.attempt === attempt,
  );
  const segments = (await transaction.objectStore('segments').getAll()).filter(
    item => item.attempt === attempt,
  );
  const manifests = (await transaction.objectStore('manifests').getAll()).filter(
    item => item.attempt === attempt,
  );
  await Promise.all([
    ...artefacts.map(({ id }) => transaction.objectStore('artefacts').delete(id)),
    ...segments.map(({ artefact, number }) => transaction.objectStore('segments').delete([artefact, number])),
    ...manifests.map(({ number }) => transaction.objectStore('manifests').delete([attempt, number])),
    transaction.objectStore('chains').delete(attempt),
    transaction.done,
  ]);
}

/** Attempts too old to be uploaded. */
export async function expiredAttempts(outbox: Outbox, now: number): Promise<string[]> {
  const artefacts = await outbox.getAll('artefacts');
  const old = artefacts.filter(({ createdAt }) => now - createdAt > keepMilliseconds);
  return [...new Set(old.map(({ attempt }) => attempt))];
}
