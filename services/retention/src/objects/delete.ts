import { AbortMultipartUploadCommand, DeleteObjectsCommand } from '@aws-sdk/client-s3';
import { listUploads, listVersions, prefixOf, type StoredUpload, type StoredVersion } from './list.ts';
import { eachOf } from './parallel.ts';
import type { ObjectStore } from './store.ts';

/** S3 takes so many in one request. */
const bulk = 1000;
const requestsAtOnce = 8;

export type Remains = { versions: StoredVersion[]; uploads: StoredUpload[] };

/**
 * What identifications of one tenant still have in the bucket, by identification; nothing there: not in the map.
 * Uploads are listed once for the tenant.
 *
 * @throws S3's error; a listing that failed never counts as empty
 */
export async function findRemains(
  store: ObjectStore,
  tenantId: string,
  ids: readonly string[],
): Promise<Map<string, Remains>> {
  const uploads = await listUploads(store, `${tenantId}/`);
  const remains = new Map<string, Remains>();
  await eachOf(ids, requestsAtOnce, async id => {
    const prefix = prefixOf(tenantId, id);
    const found = {
      versions: await listVersions(store, prefix),
      uploads: uploads.filter(({ key }) => key.startsWith(prefix)),
    };
    if (found.versions.length + found.uploads.length > 0) remains.set(id, found);
  });
  return remains;
}

/**
 * Deletes these versions in bulk and aborts these uploads. What S3 refuses to delete is not told from here: the next
 * look finds it.
 */
export async function deleteRemains(
  { client, bucket }: ObjectStore,
  remains: Iterable<Remains>,
): Promise<void> {
  const all = [...remains];
  const versions = all.flatMap(found => found.versions);
  const pages = Array.from({ length: Math.ceil(versions.length / bulk) }, (_, page) =>
    versions.slice(page * bulk, (page + 1) * bulk),
  );
  await eachOf(pages, requestsAtOnce, async page => {
    const Objects = page.map(({ key, versionId }) => ({ Key: key, VersionId: versionId }));
    await client.send(new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects, Quiet: true } }));
  });
  await eachOf(
    all.flatMap(found => found.uploads),
    requestsAtOnce,
    async ({ key, uploadId }) => {
      try {
        await client.send(new AbortMultipartUploadCommand({ Bucket: bucket, Key: key, UploadId: uploadId }));
      } catch (error) {
        // finished or aborted meanwhile
        if (!(error instanceof Error && error.name === 'NoSuchUpload')) throw error;
      }
    },
  );
}
