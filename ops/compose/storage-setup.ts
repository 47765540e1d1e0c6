/** Makes the bucket of sealed evidence unless it is there; the storage may still be starting. */
import { setTimeout as sleep } from 'node:timers/promises';
import { CreateBucketCommand, HeadBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { createLogger, insideTls, insideVariables, readConfig } from '@visavis/service-kit';
import { z } from 'zod';

const environment = z.object({
  ...insideVariables,
  S3_ENDPOINT: z.url(),
  S3_BUCKET: z.string(),
  S3_REGION: z.string(),
  S3_ACCESS_KEY_ID: z.string(),
  S3_SECRET_ACCESS_KEY: z.string(),
});

const tries = 30;
const pauseMs = 1_000;

const config = readConfig('storage-setup', environment, process.env);
const log = createLogger('storage-setup', 'info');
const identity = config.IDENTITY_DIR;
const client = new S3Client({
  ...(identity ? { requestHandler: { httpsAgent: insideTls(identity) } } : {}),
  endpoint: config.S3_ENDPOINT,
  region: config.S3_REGION,
  forcePathStyle: true,
  credentials: { accessKeyId: config.S3_ACCESS_KEY_ID, secretAccessKey: config.S3_SECRET_ACCESS_KEY },
});

const isNamed = (error: unknown, ...names: string[]) => error instanceof Error && names.includes(error.name);

async function ensureBucket(): Promise<void> {
  const bucket = { Bucket: config.S3_BUCKET };
  try {
    await client.send(new HeadBucketCommand(bucket));
  } catch (error) {
    if (!isNamed(error, 'NotFound', 'NoSuchBucket')) throw error;
    await client.send(new CreateBucketCommand(bucket)).catch((refused: unknown) => {
      if (!isNamed(refused, 'BucketAlreadyOwnedByYou')) throw refused;
    });
  }
}

for (let left = tries; ; left -= 1) {
  try {
    await ensureBucket();
    break;
  } catch (error) {
    if (left === 1) throw error;
    log.info('storage is not there yet');
    await sleep(pauseMs);
  }
}
client.destroy();
log.info('ready');
