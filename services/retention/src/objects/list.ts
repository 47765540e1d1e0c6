import {
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
} from '@aws-sdk/client-s3';
import type { ObjectStore } from './store.ts';

/** One thing that can be deleted: a version or delete marker of an object. */
export type StoredVersion = { key: string; versionId: string | undefined };
export type StoredUpload = { key: string; uploadId: string };

/** Everything an identification has in the bucket lies under this. */
export const prefixOf = (tenantId: string, identificationId: string): string =>
  `${tenantId}/${identificationId}/`;

/** All versions and delete markers below a prefix, page by page (Amazon S3 API, ListObjectVersions). */
async function* versionPages(
  { client, bucket }: ObjectStore,
  prefix: string,
): AsyncGenerator<StoredVersion[]> {
  let marker: { KeyMarker?: string; VersionIdMarker?: string } = {};
  for (;;) {
    const page = await client.send(
      new ListObjectVersionsCommand({ Bucket: bucket, Prefix: prefix, ...marker }),
    );
    yield [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])].flatMap(({ Key, VersionId }) =>
      Key === undefined ? [] : [{ key: Key, versionId: VersionId }],
    );
    if (page.IsTruncated !== true) return;
    if (page.NextKeyMarker === undefined)
      throw new Error('a truncated list of versions says not where it goes on');
    marker = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
  }
}

/** Current objects below a prefix, page by page. */
export async function* objectPages(
  { client, bucket }: ObjectStore,
  prefix: string,
): AsyncGenerator<{ key: string; bytes: number }[]> {
  let token: string | undefined;
  do {
    const page = await client.send(
      new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ContinuationToken: token }),
    );
    yield (page.Contents ?? []).flatMap(({ Key, Size }) =>
      Key === undefined ? [] : [{ key: Key, bytes: Size ?? 0 }],
    );
    token = page.IsTruncated === true ? page.NextContinuationToken : undefined;
  } while (token !== undefined);
}

/**
 * What is stored below a prefix: versions, delete markers, and objects that a server without versions does not list
 * among them. Such servers answer the question for versions with an empty list or not at all, so both are asked.
 *
 * @throws S3's error; a listing that failed never counts as empty
 */
export async function listVersions(store: ObjectStore, prefix: string): Promise<StoredVersion[]> {
  const found: StoredVersion[] = [];
  for await (const page of versionPages(store, prefix)) found.push(...page);
  const known = new Set(found.map(({ key }) => key));
  for await (const page of objectPages(store, prefix)) {
    found.push(
      ...page.filter(({ key }) => !known.has(key)).map(({ key }) => ({ key, versionId: undefined })),
    );
  }
  return found;
}

/** Unfinished multipart uploads below a prefix. */
export async function listUploads({ client, bucket }: ObjectStore, prefix: string): Promise<StoredUpload[]> {
  const found: StoredUpload[] = [];
  let marker: { KeyMarker?: string; UploadIdMarker?: string } = {};
  for (;;) {
    const page = await client.send(
      new ListMultipartUploadsCommand({ Bucket: bucket, Prefix: prefix, ...marker }),
    );
    for (const { Key, UploadId } of page.Uploads ?? []) {
      if (Key !== undefined && UploadId !== undefined) found.push({ key: Key, uploadId: UploadId });
    }
    if (page.IsTruncated !== true) return found;
    if (page.NextKeyMarker === undefined)
      throw new Error('a truncated list of uploads says not where it goes on');
    marker = { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker };
  }
}
