import { S3Client } from '@aws-sdk/client-s3';
import { insideTls, type Identity } from '@visavis/service-kit';
import type { StoreConfig } from '../config.ts';

export interface ObjectStore {
  client: S3Client;
  bucket: string;
}

export const openStore = (
  { endpoint, bucket, accessKeyId, secretAccessKey, region }: StoreConfig,
  identity: Identity | undefined,
): ObjectStore => ({
  client: new S3Client({
    endpoint,
    region,
    credentials: { accessKeyId, secretAccessKey },
    forcePathStyle: true,
    ...(identity ? { requestHandler: { httpsAgent: insideTls(identity) } } : {}),
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  }),
  bucket,
});
