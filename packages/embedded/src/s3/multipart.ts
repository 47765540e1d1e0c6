import { createHash, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { S3Error } from './errors.ts';
import { putObject } from './objects.ts';
import { requireBucket, type NewObject, type Store } from './store.ts';

export interface Upload {
  id: string;
  key: string;
  contentType: string;
  headers: string;
  initiated: string;
}

export interface Part {
  number: number;
  file: string;
  size: number;
  etag: string;
  modified: string;
}

export const createUpload = (store: Store, bucket: string, object: NewObject): string => {
  requireBucket(store, bucket);
  const id = randomUUID();
  store.db
    .prepare('insert into uploads values (?, ?, ?, ?, ?, ?)')
    .run(
      id,
      bucket,
      object.key,
      object.contentType,
      JSON.stringify(object.headers),
      new Date().toISOString(),
    );
  return id;
};

/** @throws S3Error 404 */
const requireUpload = ({ db }: Store, bucket: string, key: string, id: string): Upload => {
  const row = db
    .prepare(
      'select id, key, content_type as "contentType", headers, initiated from uploads where bucket = ? and key = ? and id = ?',
    )
    .get(bucket, key, id);
  if (row === undefined) throw new S3Error(404, 'NoSuchUpload', 'The upload does not exist');
  return row as unknown as Upload;
};

export const putPart = (
  store: Store,
  bucket: string,
  key: string,
  id: string,
  number: number,
  body: Buffer,
): string => {
  requireUpload(store, bucket, key, id);
  if (!Number.isInteger(number) || number < 1 || number > 10_000) {
    throw new S3Error(400, 'InvalidArgument', 'Part numbers go from 1 to 10000');
  }
  const { file, size, etag } = store.writeBody(body);
  const replaced = store.inTransaction(() => {
    const files = store.db
      .prepare('delete from parts where upload = ? and number = ? returning file')
      .all(id, number);
    store.db
      .prepare('insert into parts values (?, ?, ?, ?, ?, ?)')
      .run(id, number, file, size, etag, new Date().toISOString());
    return files as unknown as { file: string }[];
  });
  store.unlinkBodies(replaced.map(part => part.file));
  return etag;
};

export const listParts = (store: Store, bucket: string, key: string, id: string): Part[] => {
  requireUpload(store, bucket, key, id);
  return store.db
    .prepare('select number, file, size, etag, modified from parts where upload = ? order by number')
    .all(id) as unknown as Part[];
};

export const listUploads = (store: Store, bucket: string, prefix: string): Upload[] => {
  requireBucket(store, bucket);
  return store.db
    .prepare(
      `select id, key, content_type as "contentType", headers, initiated from uploads
       where bucket = ? and substr(key, 1, length(?)) = ? order by key, initiated`,
    )
    .all(bucket, prefix, prefix) as unknown as Upload[];
};

export const abortUpload = (store: Store, bucket: string, key: string, id: string): void => {
  const parts = listParts(store, bucket, key, id);
  store.db.prepare('delete from uploads where id = ?').run(id);
  store.unlinkBodies(parts.map(({ file }) => file));
};

export const completeUpload = (
  store: Store,
  bucket: string,
  key: string,
  id: string,
  chosen: { number: number; etag: string }[],
): { etag: string; versionId?: string } => {
  const upload = requireUpload(store, bucket, key, id);
  const parts = listParts(store, bucket, key, id);
  const picked = chosen.map(({ number, etag }, index) => {
    const part = parts.find(candidate => candidate.number === number);
    if (part?.etag !== etag.replaceAll('"', ''))
      throw new S3Error(400, 'InvalidPart', `Part ${number} is not there`);
    if (number <= (chosen[index - 1]?.number ?? 0))
      throw new S3Error(400, 'InvalidPartOrder', 'Parts must ascend');
    return part;
  });
  if (picked.length === 0) throw new S3Error(400, 'MalformedXML', 'No parts are named');
  const { file, size } = store.writeBody(
    Buffer.concat(picked.map(part => readFileSync(store.bodyPath(part.file)))),
  );
  const etags = Buffer.concat(picked.map(part => Buffer.from(part.etag, 'hex')));
  const etag = `${createHash('md5').update(etags).digest('hex')}-${picked.length}`;
  const headers = JSON.parse(upload.headers) as Record<string, string>;
  const { versionId } = putObject(
    store,
    bucket,
    { key, contentType: upload.contentType, headers },
    { file, size, etag },
  );
  abortUpload(store, bucket, key, id);
  return { etag, versionId };
};
