import { createHash, randomUUID } from 'node:crypto';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { S3Error } from './errors.ts';

/**
 * Objects in a folder: bodies as files, everything about them in a SQLite index beside. A body is on disk before the index names it,
 * and out of the index before it is unlinked; files that no row names are removed at the next start.
 */

export interface ObjectVersion {
  key: string;
  versionId: string;
  /** Null for a delete marker. */
  file: string | null;
  size: number;
  etag: string;
  contentType: string;
  /** User metadata and stored headers, as JSON of header name to value. */
  headers: string;
  modified: string;
  latest: number;
}

export interface NewObject {
  key: string;
  contentType: string;
  headers: Record<string, string>;
}

const SCHEMA = `
  create table if not exists buckets (name text primary key, created text not null, versioning text);
  create table if not exists versions (
    seq integer primary key autoincrement,
    bucket text not null references buckets (name),
    key text not null, version_id text not null,
    file text, size integer not null, etag text not null,
    content_type text not null, headers text not null, modified text not null,
    unique (bucket, key, version_id));
  create index if not exists versions_by_key on versions (bucket, key, seq desc);
  create table if not exists uploads (
    id text primary key, bucket text not null references buckets (name), key text not null,
    content_type text not null, headers text not null, initiated text not null);
  create table if not exists parts (
    upload text not null references uploads (id) on delete cascade, number integer not null,
    file text not null, size integer not null, etag text not null, modified text not null,
    primary key (upload, number));
`;

export type Store = ReturnType<typeof openStore>;

/** Opens (or makes) the store of a folder; one process at a time. */
export const openStore = (folder: string) => {
  const bodies = join(folder, 'bodies');
  fs.mkdirSync(bodies, { recursive: true, mode: 0o700 });
  const db = new DatabaseSync(join(folder, 'index.sqlite'), { timeout: 5000 });
  // A second server on the same folder would unlink bodies that the first is about to name.
  db.exec('pragma locking_mode = exclusive; pragma journal_mode = wal; pragma synchronous = full');
  // What is deleted must not linger in free pages.
  db.exec('pragma secure_delete = on; pragma foreign_keys = on');
  db.exec(SCHEMA);
  const known = new Set(
    db
      .prepare('select file from versions where file is not null union select file from parts')
      .all()
      .map(row => row.file),
  );
  for (const name of fs.readdirSync(bodies)) if (!known.has(name)) fs.rmSync(join(bodies, name));

  return {
    db,
    bodyPath: (file: string): string => join(bodies, file),
    /** Writes a body to disk for good, before any row names it. */
    writeBody: (body: Buffer): { file: string; size: number; etag: string } => {
      const file = randomUUID();
      fs.writeFileSync(join(bodies, file), body, { mode: 0o600, flush: true });
      return { file, size: body.length, etag: createHash('md5').update(body).digest('hex') };
    },
    unlinkBodies: (files: (string | null)[]): void => {
      for (const file of files) if (file !== null) fs.rmSync(join(bodies, file), { force: true });
    },
    inTransaction: <T>(work: () => T): T => {
      db.exec('begin immediate');
      try {
        const result = work();
        db.exec('commit');
        return result;
      } catch (error) {
        db.exec('rollback');
        throw error;
      }
    },
    close: () => db.close(),
  };
};

/** @throws S3Error 404 */
export const requireBucket = ({ db }: Store, bucket: string): { versioning: string | null } => {
  const row = db.prepare('select versioning from buckets where name = ?').get(bucket);
  if (row === undefined) throw new S3Error(404, 'NoSuchBucket', 'The bucket does not exist');
  return row as unknown as { versioning: string | null };
};

const VERSION = `select key, version_id as "versionId", file, size, etag, content_type as "contentType", headers, modified,
  seq = (select max(seq) from versions l where l.bucket = v.bucket and l.key = v.key) as latest from versions v`;

/** The version asked for, or the latest one. @throws S3Error 404 */
export const findVersion = (
  { db }: Store,
  bucket: string,
  key: string,
  versionId?: string,
): ObjectVersion => {
  const row =
    versionId === undefined
      ? db.prepare(`${VERSION} where bucket = ? and key = ? order by seq desc limit 1`).get(bucket, key)
      : db.prepare(`${VERSION} where bucket = ? and key = ? and version_id = ?`).get(bucket, key, versionId);
  const found = row as unknown as ObjectVersion | undefined;
  if (found === undefined && versionId !== undefined) {
    throw new S3Error(404, 'NoSuchVersion', 'The version does not exist');
  }
  if (found === undefined || (found.file === null && versionId === undefined)) {
    throw new S3Error(404, 'NoSuchKey', 'The key does not exist');
  }
  return found;
};

/** Versions of keys with this prefix behind (`key`, `versionId`), keys ascending and newest first. */
export function* versionsFrom(
  { db }: Store,
  bucket: string,
  from: { prefix: string; key: string; versionId?: string },
): Generator<ObjectVersion> {
  const seq =
    from.versionId === undefined
      ? undefined
      : db
          .prepare('select seq from versions where bucket = ? and key = ? and version_id = ?')
          .get(bucket, from.key, from.versionId)?.seq;
  const rows = db
    .prepare(
      `${VERSION} where bucket = ? and key >= ? and substr(key, 1, length(?)) = ?
         and (key > ? or (key = ? and seq < ?)) order by key, seq desc`,
    )
    .iterate(bucket, from.prefix, from.prefix, from.prefix, from.key, from.key, seq ?? 0);
  for (const row of rows) yield row as unknown as ObjectVersion;
}
