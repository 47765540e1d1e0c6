import { S3Error } from './errors.ts';
import { listMultipartUploads, listObjects, listVersions } from './listing.ts';
import { deleteObjects } from './objects.ts';
import { requireBucket, type Store } from './store.ts';
import { elements, textOf, toXml } from './xml.ts';
import type { Answer, S3Request } from './request.ts';

const xml = (body: string): Answer => ({ status: 200, headers: { 'content-type': 'application/xml' }, body });

/** Requests whose path names a bucket and no key. @throws S3Error */
export const answerBucket = (store: Store, request: S3Request): Answer => {
  const { bucket, method, query } = request;
  if (method === 'PUT' && request.asks('versioning')) return putVersioning(store, request);
  if (method === 'PUT' && request.asks()) return createBucket(store, bucket);
  if (method === 'POST' && request.asks('delete')) return xml(deleteMany(store, request));
  const { versioning } = requireBucket(store, bucket);
  if (method === 'HEAD' && request.asks()) return { status: 200, headers: {} };
  if (method === 'DELETE' && request.asks()) return deleteBucket(store, bucket);
  if (method === 'GET') {
    if (request.asks('location')) return xml(toXml('LocationConstraint', {}));
    if (request.asks('versioning'))
      return xml(toXml('VersioningConfiguration', { Status: versioning ?? undefined }));
    if (request.asks('versions')) return xml(listVersions(store, bucket, query));
    if (request.asks('uploads')) return xml(listMultipartUploads(store, bucket, query));
    if (request.asks() && query.get('list-type') === '2') return xml(listObjects(store, bucket, query));
  }
  throw new S3Error(501, 'NotImplemented', 'This request is not supported here');
};

const createBucket = (store: Store, bucket: string): Answer => {
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket)) {
    throw new S3Error(400, 'InvalidBucketName', 'The bucket name is not valid');
  }
  const { changes } = store.db
    .prepare('insert or ignore into buckets (name, created) values (?, ?)')
    .run(bucket, new Date().toISOString());
  if (changes === 0) throw new S3Error(409, 'BucketAlreadyOwnedByYou', 'The bucket exists already');
  return { status: 200, headers: { location: `/${bucket}` } };
};

const deleteBucket = (store: Store, bucket: string): Answer => {
  store.inTransaction(() => {
    const used = store.db
      .prepare(
        'select 1 from versions where bucket = ? union all select 1 from uploads where bucket = ? limit 1',
      )
      .get(bucket, bucket);
    if (used !== undefined) throw new S3Error(409, 'BucketNotEmpty', 'The bucket is not empty');
    store.db.prepare('delete from buckets where name = ?').run(bucket);
  });
  return { status: 204, headers: {} };
};

const putVersioning = (store: Store, { bucket, body }: S3Request): Answer => {
  requireBucket(store, bucket);
  const status = textOf(body.toString(), 'Status');
  if (status !== 'Enabled' && status !== 'Suspended')
    throw new S3Error(400, 'MalformedXML', 'No valid Status');
  store.db.prepare('update buckets set versioning = ? where name = ?').run(status, bucket);
  return { status: 200, headers: {} };
};

const deleteMany = (store: Store, { bucket, body }: S3Request): string => {
  const text = body.toString();
  const deletions = elements(text, 'Object').map(object => {
    const key = textOf(object, 'Key');
    if (key === undefined) throw new S3Error(400, 'MalformedXML', 'An object has no key');
    return { key, versionId: textOf(object, 'VersionId') };
  });
  if (deletions.length === 0 || deletions.length > 1000) {
    throw new S3Error(400, 'MalformedXML', 'From 1 to 1000 objects can be deleted at once');
  }
  const deleted = deleteObjects(store, bucket, deletions);
  const quiet = textOf(text, 'Quiet') === 'true';
  return toXml('DeleteResult', {
    Deleted: quiet
      ? []
      : deleted.map(({ key, versionId, deleteMarker, deleteMarkerVersionId }) => ({
          Key: key,
          VersionId: versionId,
          DeleteMarker: deleteMarker || undefined,
          DeleteMarkerVersionId: deleteMarkerVersionId ?? (deleteMarker ? versionId : undefined),
        })),
  });
};
