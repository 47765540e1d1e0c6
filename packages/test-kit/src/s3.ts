import { randomBytes } from 'node:crypto';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import type { S3Connection } from '@visavis/embedded';
import { inject } from 'vitest';
import type {} from './global-setup.ts';

/** A client as the services make theirs: checksums only where S3 wants them, since they would bind presigned URLs to a body. */
export const s3Client = ({ endpoint, region, accessKeyId, secretAccessKey }: S3Connection): S3Client =>
  new S3Client({
    endpoint,
    region,
    credentials: { accessKeyId, secretAccessKey },
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });

/** An empty bucket of its own on the test run's S3 server; it goes with the run. */
export const testBucket = async (): Promise<S3Connection & { client: S3Client }> => {
  const connection: S3Connection = { ...inject('s3'), bucket: `test-${randomBytes(6).toString('hex')}` };
  const client = s3Client(connection);
  await client.send(new CreateBucketCommand({ Bucket: connection.bucket }));
  return { ...connection, client };
};
