import { S3Error } from './errors.ts';
import { abortUpload, completeUpload, createUpload, listParts, putPart } from './multipart.ts';
import { deleteObjects, putObject } from './objects.ts';
import { findVersion, requireBucket, type NewObject, type ObjectVersion, type Store } from './store.ts';
import { elements, textOf, toXml } from './xml.ts';
import type { Answer, S3Request } from './request.ts';

const KEPT_HEADERS = /^(x-amz-meta-.*|cache-control|content-disposition|content-language)$/;

const newObject = ({ key, headers }: S3Request): NewObject => {
  if (Buffer.byteLength(key) > 1024) throw new S3Error(400, 'KeyTooLongError', 'Keys have up to 1024 bytes');
  return {
    key,
    contentType: headers['content-type'] ?? 'application/octet-stream',
    headers: Object.fromEntries(
      Object.entries(headers).flatMap(([name, value]) =>
        KEPT_HEADERS.test(name) && typeof value === 'string' ? [[name, value]] : [],
      ),
    ),
  };
};

const versionHeader = (versionId: string | undefined): Record<string, string> =>
  versionId === undefined ? {} : { 'x-amz-version-id': versionId };

const xml = (body: string): Answer => ({ status: 200, headers: { 'content-type': 'application/xml' }, body });

/** Requests whose path names an object. @throws S3Error */
export const answerObject = (store: Store, request: S3Request): Answer => {
  const { bucket, key, method, query } = request;
  const uploadId = query.get('uploadId') ?? '';
  const simple = request.asks() || request.asks('versionId');
  if (method === 'PUT' && request.asks()) return put(store, request);
  if (method === 'PUT' && request.asks('uploadId', 'partNumber')) {
    const etag = putPart(store, bucket, key, uploadId, Number(query.get('partNumber')), request.body);
    return { status: 200, headers: { etag: `"${etag}"` } };
  }
  if (method === 'POST' && request.asks('uploads')) {
    const id = createUpload(store, bucket, newObject(request));
    return xml(toXml('InitiateMultipartUploadResult', { Bucket: bucket, Key: key, UploadId: id }));
  }
  if (method === 'POST' && request.asks('uploadId')) return complete(store, request, uploadId);
  if (method === 'DELETE' && request.asks('uploadId')) {
    abortUpload(store, bucket, key, uploadId);
    return { status: 204, headers: {} };
  }
  if (method === 'DELETE' && simple) return remove(store, request);
  if (method === 'GET' && request.asks('uploadId')) return xml(partsOf(store, request, uploadId));
  if ((method === 'GET' || method === 'HEAD') && simple) return get(store, request);
  throw new S3Error(501, 'NotImplemented', 'This request is not supported here');
};

const put = (store: Store, request: S3Request): Answer => {
  const { bucket, headers, body } = request;
  if (headers['x-amz-copy-source'] !== undefined)
    throw new S3Error(501, 'NotImplemented', 'Objects are not copied here');
  requireBucket(store, bucket);
  const object = newObject(request);
  const stored = store.writeBody(body);
  try {
    const { versionId } = putObject(store, bucket, object, stored, headers['if-none-match'] === '*');
    return { status: 200, headers: { etag: `"${stored.etag}"`, ...versionHeader(versionId) } };
  } catch (error) {
    store.unlinkBodies([stored.file]);
    throw error;
  }
};

const complete = (store: Store, { bucket, key, body }: S3Request, uploadId: string): Answer => {
  const parts = elements(body.toString(), 'Part').map(part => ({
    number: Number(textOf(part, 'PartNumber')),
    etag: textOf(part, 'ETag') ?? '',
  }));
  const { etag, versionId } = completeUpload(store, bucket, key, uploadId, parts);
  const answer = xml(toXml('CompleteMultipartUploadResult', { Bucket: bucket, Key: key, ETag: `"${etag}"` }));
  return { ...answer, headers: { ...answer.headers, ...versionHeader(versionId) } };
};

const remove = (store: Store, { bucket, key, query }: S3Request): Answer => {
  const [deleted] = deleteObjects(store, bucket, [{ key, versionId: query.get('versionId') ?? undefined }]);
  const marker: Record<string, string> =
    deleted?.deleteMarker === true ? { 'x-amz-delete-marker': 'true' } : {};
  return {
    status: 204,
    headers: { ...marker, ...versionHeader(deleted?.deleteMarkerVersionId ?? deleted?.versionId) },
  };
};

const partsOf = (store: Store, { bucket, key }: S3Request, uploadId: string): string =>
  toXml('ListPartsResult', {
    Bucket: bucket,
    Key: key,
    UploadId: uploadId,
    IsTruncated: false,
    Part: listParts(store, bucket, key, uploadId).map(({ number, size, etag, modified }) => ({
      PartNumber: number,
      LastModified: modified,
      ETag: `"${etag}"`,
      Size: size,
    })),
  });

const get = (store: Store, { bucket, key, query, headers }: S3Request): Answer => {
  requireBucket(store, bucket);
  const version = findVersion(store, bucket, key, query.get('versionId') ?? undefined);
  if (version.file === null) throw new S3Error(405, 'MethodNotAllowed', 'This version is a delete marker');
  const range = rangeOf(headers.range, version);
  const { start, end } = range ?? { start: 0, end: version.size - 1 };
  return {
    status: range === undefined ? 200 : 206,
    headers: {
      ...(JSON.parse(version.headers) as Record<string, string>),
      'content-type': version.contentType,
      'content-length': String(end - start + 1),
      etag: `"${version.etag}"`,
      'last-modified': new Date(version.modified).toUTCString(),
      'accept-ranges': 'bytes',
      ...(version.versionId === 'null' ? {} : versionHeader(version.versionId)),
      ...(range === undefined ? {} : { 'content-range': `bytes ${start}-${end}/${version.size}` }),
    },
    file: { path: store.bodyPath(version.file), start, end },
  };
};

/** RFC 9110 section 14.1.2, one range of bytes; anything else is ignored, as it allows. */
const rangeOf = (
  range: string | undefined,
  { size }: ObjectVersion,
): { start: number; end: number } | undefined => {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(range ?? '') ?? [];
  if (first === '' && last === '') return undefined;
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (start > end) throw new S3Error(416, 'InvalidRange', 'The range is outside of the object');
  return { start, end };
};
