import { insideVariables, readConfig, refuseClear, type Identity } from '@visavis/service-kit';
import { z } from 'zod';

const seconds = (most: number) => z.coerce.number().min(0).max(most);

const variables = z.object({
  ...insideVariables,
  DATABASE_URL: z.string(),
  KEYS_DATABASE_URL: z.string(),
  S3_ENDPOINT: z.url(),
  S3_BUCKET: z.string(),
  S3_ACCESS_KEY_ID: z.string(),
  S3_SECRET_ACCESS_KEY: z.string(),
  S3_REGION: z.string().default('eu-central-1'),
  /** Private JWK on P-384; the public half lies beside it as `*.pub.json`. */
  RECEIPT_SIGNING_KEY_FILE: z.string(),
  /** 1: make the key when there is none. */
  RECEIPT_KEY_CREATE: z.enum(['0', '1']).default('0'),
  /** Seconds between two looks at what is due. */
  RETENTION_INTERVAL: z.coerce.number().min(1).max(86_400).default(60),
  /**
   * Seconds an upload that began just before its URL expired may still take. S3 checks the expiry when an upload
   * begins; the object appears when it ends.
   */
  UPLOAD_GRACE: seconds(3600).default(120),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
});

const environment = variables.superRefine((env, context) => {
  const { DATABASE_URL, KEYS_DATABASE_URL, S3_ENDPOINT } = env;
  refuseClear(env, { DATABASE_URL, KEYS_DATABASE_URL, S3_ENDPOINT }, (variable, message) =>
    context.addIssue({ code: 'custom', path: [variable], message }),
  );
});

export interface StoreConfig {
  endpoint: string;
  bucket: string;
  accessKeyId: string;
  secretAccessKey: string;
  region: string;
}

export interface Config {
  /** Towards the other services. */
  identity: Identity | undefined;
  databaseUrl: string;
  keysDatabaseUrl: string;
  store: StoreConfig;
  signingKey: { file: string; create: boolean };
  intervalMs: number;
  uploadGraceMs: number;
  logLevel: string;
}

/** @throws ConfigError that names the variables at fault */
export function retentionConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const read = readConfig('retention', environment, env);
  return {
    identity: read.IDENTITY_DIR,
    databaseUrl: read.DATABASE_URL,
    keysDatabaseUrl: read.KEYS_DATABASE_URL,
    store: {
      endpoint: read.S3_ENDPOINT,
      bucket: read.S3_BUCKET,
      accessKeyId: read.S3_ACCESS_KEY_ID,
      secretAccessKey: read.S3_SECRET_ACCESS_KEY,
      region: read.S3_REGION,
    },
    signingKey: { file: read.RECEIPT_SIGNING_KEY_FILE, create: read.RECEIPT_KEY_CREATE === '1' },
    intervalMs: read.RETENTION_INTERVAL * 1000,
    uploadGraceMs: read.UPLOAD_GRACE * 1000,
    logLevel: read.LOG_LEVEL,
  };
}
