import { randomBytes } from 'node:crypto';
import { S3Error } from './errors.ts';
import { requireBucket, type NewObject, type Store } from './store.ts';

/** Version id of objects written while the bucket keeps no versions. */
const UNVERSIONED = 'null';

const newVersionId = (): string => randomBytes(16).toString('base64url');

const removeVersion = (
  { db }: Store,
  bucket: string,
  key: string,
  versionId: string,
): { file: string | null }[] =>
  db
    .prepare('delete from versions where bucket = ? and key = ? and version_id = ? returning file')
    .all(bucket, key, versionId) as unknown as { file: string | null }[];

interface Stored {
  file: string | null;
  size: number;
  etag: string;
}

const insertVersion = (
  { db }: Store,
  bucket: string,
  versionId: string,
  object: NewObject,
  { file, size, etag }: Stored,
): void => {
  db.prepare(
    `insert into versions (bucket, key, version_id, file, size, etag, content_type, headers, modified)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    bucket,
    object.key,
    versionId,
    file,
    size,
    etag,
    object.contentType,
    JSON.stringify(object.headers),
    new Date().toISOString(),
  );
};

/**
 * Adds a version, or replaces the one there is in a bucket without versions.
 *
 * @param onlyNew `If-None-Match: *`: refuse with 412 when the key is there.
 */
export const putObject = (
  store: Store,
  bucket: string,
  object: NewObject,
  stored: Stored,
  onlyNew = false,
): { versionId?: string } => {
  const result = store.inTransaction(() => {
    const versioned = requireBucket(store, bucket).versioning === 'Enabled';
    const current = store.db
      .prepare('select file from versions where bucket = ? and key = ? order by seq desc limit 1')
      .get(bucket, object.key);
    if (onlyNew && current !== undefined && current.file !== null) {
      throw new S3Error(412, 'PreconditionFailed', 'The key exists already');
    }
    const versionId = versioned ? newVersionId() : UNVERSIONED;
    const replaced = versioned ? [] : removeVersion(store, bucket, object.key, UNVERSIONED);
    insertVersion(store, bucket, versionId, object, stored);
    return { versionId, versioned, replaced };
  });
  store.unlinkBodies(result.replaced.map(({ file }) => file));
  return result.versioned ? { versionId: result.versionId } : {};
};

export interface Deletion {
  key: string;
  versionId?: string;
}

export interface Deleted extends Deletion {
  /** A marker was added, or the version removed was one. */
  deleteMarker: boolean;
  deleteMarkerVersionId?: string;
}

const deleteOne = (store: Store, bucket: string, deletion: Deletion, unlink: (string | null)[]): Deleted => {
  const { key, versionId } = deletion;
  const { versioning } = requireBucket(store, bucket);
  if (versionId !== undefined) {
    const removed = removeVersion(store, bucket, key, versionId);
    unlink.push(...removed.map(({ file }) => file));
    return { key, versionId, deleteMarker: removed.some(({ file }) => file === null) };
  }
  if (versioning !== 'Enabled')
    unlink.push(...removeVersion(store, bucket, key, UNVERSIONED).map(({ file }) => file));
  if (versioning === null) return { key, deleteMarker: false };
  const marker = versioning === 'Enabled' ? newVersionId() : UNVERSIONED;
  const object = { key, contentType: '', headers: {} };
  insertVersion(store, bucket, marker, object, { file: null, size: 0, etag: '' });
  return { key, deleteMarker: true, deleteMarkerVersionId: marker };
};

/** Deletes versions, or the latest ones; with versions kept, the latter only puts a marker on top. */
export const deleteObjects = (store: Store, bucket: string, deletions: Deletion[]): Deleted[] => {
  const unlink: (string | null)[] = [];
  const deleted = store.inTransaction(() => deletions.map(one => deleteOne(store, bucket, one, unlink)));
  store.unlinkBodies(unlink);
  return deleted;
};
