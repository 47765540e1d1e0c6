import { S3Client } from '@aws-sdk/client-s3';
import type { StoreConfig } from '../config.ts';

export interface ObjectStore {
  client: S3Client;
  bucket: string;
}

export const openStore = ({
  endpoint,
  bucket,
  accessKeyId,
  secretAccessKey,
  region,
}: StoreConfig): ObjectStore => ({
  client: new S3Client({
    endpoint,
    region,
    credentials: { accessKeyId, secretAccessKey },
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  }),
  bucket,
});
