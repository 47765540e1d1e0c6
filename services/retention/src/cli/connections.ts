import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { retentionConfig, type Config } from '../config.ts';
import { UsageError } from './options.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The part of an embedded stack's ready.json that a purge needs. */
const ready = z.object({
  databaseUrl: z.string(),
  s3: z.object({
    endpoint: z.string(),
    bucket: z.string(),
    accessKeyId: z.string(),
    secretAccessKey: z.string(),
    region: z.string(),
  }),
  embedded: z.object({ keysDatabaseUrl: z.string(), receiptKeyFile: z.string() }),
});

/**
 * From the service's own environment, or else from the embedded stack that runs on this machine. `embedded`: nothing
 * but trial data, so a purge may pretend a later day.
 *
 * @throws UsageError, ConfigError
 */
export async function findConnections(env: Environment): Promise<{ config: Config; embedded: boolean }> {
  if (env.DATABASE_URL !== undefined && env.DATABASE_URL !== '') {
    return { config: retentionConfig(env), embedded: env.VISAVIS_EMBEDDED === '1' };
  }
  const file = join(env.DATA_DIR ?? '.data', 'ready.json');
  const stack = ready.safeParse(await readJson(file));
  if (!stack.success) throw new UsageError(`${file} does not describe an embedded stack`);
  const { databaseUrl, s3, embedded } = stack.data;
  const config = retentionConfig({
    DATABASE_URL: databaseUrl,
    KEYS_DATABASE_URL: embedded.keysDatabaseUrl,
    S3_ENDPOINT: s3.endpoint,
    S3_BUCKET: s3.bucket,
    S3_ACCESS_KEY_ID: s3.accessKeyId,
    S3_SECRET_ACCESS_KEY: s3.secretAccessKey,
    S3_REGION: s3.region,
    RECEIPT_SIGNING_KEY_FILE: embedded.receiptKeyFile,
    // on loopback no upload lasts
    UPLOAD_GRACE: env.UPLOAD_GRACE ?? '2',
    LOG_LEVEL: env.LOG_LEVEL ?? 'warn',
  });
  return { config, embedded: true };
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      throw new UsageError(
        `${file} is missing: run npm start first, name its folder with DATA_DIR, or set DATABASE_URL and the rest of the service's environment`,
      );
    }
    throw new UsageError(`${file} cannot be read`);
  }
}
