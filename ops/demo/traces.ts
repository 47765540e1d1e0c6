import { ListObjectVersionsCommand, S3Client } from '@aws-sdk/client-s3';
import { connectAsOwner, findRowsNaming } from '@visavis/db';
import type { Ready } from '../start/ready.ts';

export type Traces = { rows: string[]; objects: number; dataKeys: number };

/**
 * What the database and the bucket still hold of an identification. Its pseudonymous id may stand in the deletion
 * receipt and in audit events whose payload is gone; anywhere else it is a trace.
 */
export async function findTraces(ready: Ready, identificationId: string): Promise<Traces> {
  const sql = connectAsOwner(ready.databaseUrl);
  const keys = connectAsOwner(ready.embedded.keysDatabaseUrl);
  const { endpoint, bucket, region, accessKeyId, secretAccessKey } = ready.s3;
  const s3 = new S3Client({
    endpoint,
    region,
    forcePathStyle: true,
    credentials: { accessKeyId, secretAccessKey },
  });
  try {
    const listed = await s3.send(
      new ListObjectVersionsCommand({ Bucket: bucket, Prefix: `${ready.tenant.id}/${identificationId}/` }),
    );
    return {
      rows: await findRowsNaming(sql, identificationId),
      objects: (listed.Versions?.length ?? 0) + (listed.DeleteMarkers?.length ?? 0),
      dataKeys: (await findRowsNaming(keys, identificationId)).length,
    };
  } finally {
    await Promise.all([sql.end(), keys.end()]);
    s3.destroy();
  }
}
