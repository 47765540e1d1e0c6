import { S3Error } from './errors.ts';
import { listUploads } from './multipart.ts';
import { requireBucket, versionsFrom, type ObjectVersion, type Store } from './store.ts';
import { toXml } from './xml.ts';

const pageSize = (query: URLSearchParams, name: string): number => {
  const size = Number(query.get(name) ?? 1000);
  if (!Number.isInteger(size) || size < 0)
    throw new S3Error(400, 'InvalidArgument', `${name} is not a number`);
  return Math.min(size, 1000);
};

/** ListObjectsV2; the continuation token is the last key or common prefix of the page before. */
export const listObjects = (store: Store, bucket: string, query: URLSearchParams): string => {
  requireBucket(store, bucket);
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const size = pageSize(query, 'max-keys');
  const token = query.get('continuation-token');
  const after =
    token === null ? (query.get('start-after') ?? '') : Buffer.from(token, 'base64url').toString();
  const objects: ObjectVersion[] = [];
  const prefixes = new Set<string>();
  let last = '';
  let more = false;
  for (const version of versionsFrom(store, bucket, { prefix, key: after })) {
    if (version.latest === 0 || version.file === null) continue;
    const end = delimiter === '' ? -1 : version.key.indexOf(delimiter, prefix.length);
    const common = end < 0 ? undefined : version.key.slice(0, end + delimiter.length);
    if (common !== undefined && (prefixes.has(common) || after.startsWith(common))) continue;
    if (objects.length + prefixes.size >= size) {
      more = true;
      break;
    }
    last = common ?? version.key;
    if (common === undefined) objects.push(version);
    else prefixes.add(common);
  }
  return toXml('ListBucketResult', {
    Name: bucket,
    Prefix: prefix,
    Delimiter: delimiter || undefined,
    MaxKeys: size,
    KeyCount: objects.length + prefixes.size,
    IsTruncated: more,
    ContinuationToken: token ?? undefined,
    NextContinuationToken: more ? Buffer.from(last).toString('base64url') : undefined,
    Contents: objects.map(({ key, size: bytes, etag, modified }) => ({
      Key: key,
      LastModified: modified,
      ETag: `"${etag}"`,
      Size: bytes,
      StorageClass: 'STANDARD',
    })),
    CommonPrefixes: [...prefixes].map(common => ({ Prefix: common })),
  });
};

export const listVersions = (store: Store, bucket: string, query: URLSearchParams): string => {
  requireBucket(store, bucket);
  if (query.has('delimiter')) throw new S3Error(501, 'NotImplemented', 'Versions are not grouped here');
  const prefix = query.get('prefix') ?? '';
  const size = pageSize(query, 'max-keys');
  const from = {
    prefix,
    key: query.get('key-marker') ?? '',
    versionId: query.get('version-id-marker') ?? undefined,
  };
  const page: ObjectVersion[] = [];
  let more = false;
  for (const version of versionsFrom(store, bucket, from)) {
    more = page.length >= size;
    if (more) break;
    page.push(version);
  }
  const entry = ({ key, versionId, latest, modified }: ObjectVersion) => ({
    Key: key,
    VersionId: versionId,
    IsLatest: latest === 1,
    LastModified: modified,
  });
  return toXml('ListVersionsResult', {
    Name: bucket,
    Prefix: prefix,
    KeyMarker: from.key,
    VersionIdMarker: from.versionId ?? '',
    MaxKeys: size,
    IsTruncated: more,
    NextKeyMarker: more ? page.at(-1)?.key : undefined,
    NextVersionIdMarker: more ? page.at(-1)?.versionId : undefined,
    Version: page
      .filter(({ file }) => file !== null)
      .map(version => ({
        ...entry(version),
        ETag: `"${version.etag}"`,
        Size: version.size,
        StorageClass: 'STANDARD',
      })),
    DeleteMarker: page.filter(({ file }) => file === null).map(entry),
  });
};

export const listMultipartUploads = (store: Store, bucket: string, query: URLSearchParams): string => {
  const prefix = query.get('prefix') ?? '';
  const size = pageSize(query, 'max-uploads');
  const keyMarker = query.get('key-marker') ?? '';
  const idMarker = query.get('upload-id-marker') ?? '';
  const uploads = listUploads(store, bucket, prefix);
  const markerAt = uploads.findIndex(({ key, id }) => key === keyMarker && id === idMarker);
  const rest =
    markerAt < 0
      ? uploads.filter(({ key }) => keyMarker === '' || key > keyMarker)
      : uploads.slice(markerAt + 1);
  const page = rest.slice(0, size);
  const more = rest.length > page.length;
  return toXml('ListMultipartUploadsResult', {
    Bucket: bucket,
    Prefix: prefix,
    KeyMarker: keyMarker,
    UploadIdMarker: idMarker,
    MaxUploads: size,
    IsTruncated: more,
    NextKeyMarker: more ? page.at(-1)?.key : undefined,
    NextUploadIdMarker: more ? page.at(-1)?.id : undefined,
    Upload: page.map(({ key, id, initiated }) => ({ Key: key, UploadId: id, Initiated: initiated })),
  });
};
