import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readConfig } from '@visavis/service-kit';
import { z } from 'zod';

export type Config = {
  databaseUrl: string;
  keysDatabaseUrl: string;
  /** Key-encryption key of all data keys, 32 bytes. */
  dataKek: Buffer;
  sessionSecret: string;
  host: string;
  /** The customer's listener; the console's is `port + 1`. With 0 both take any free port. */
  port: number;
  /** Origins as browsers see them, without a trailing slash. */
  customerOrigin: string;
  agentOrigin: string;
  tls: { cert: string; key: string } | undefined;
  s3: {
    endpoint: string;
    /** As browsers reach it. */
    publicEndpoint: string;
    bucket: string;
    region: string;
    accessKeyId: string;
    secretAccessKey: string;
  };
  sfuSecret: string;
  redisUrl: string | undefined;
  turn: { urls: string[]; secret: string } | undefined;
  /** Folder with `customer/dist` and `agent/dist`. */
  webRoot: string;
  /**
   * Where the retention service puts its public key, for whoever verifies receipts. Read when it is asked for: the two
   * services start side by side.
   */
  receiptPublicKeyFile: string | undefined;
  /** `normal` where nothing else matters on the machine; `idle` leaves calls alone. */
  passwordPriority: 'idle' | 'normal';
  logLevel: string;
};

const text = z.string().min(1);
const file = text.transform((path, context) => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    context.addIssue({ code: 'custom', message: 'must name a readable file' });
    return z.NEVER;
  }
});
const origin = z.url().transform(url => new URL(url).origin);
const port = z.coerce.number().int().min(0).max(65_534);

const variables = z.object({
  DATABASE_URL: z.url(),
  KEYS_DATABASE_URL: z.url(),
  DATA_KEK: text.optional(),
  DATA_KEK_FILE: file.optional(),
  SESSION_SECRET: text.optional(),
  SESSION_SECRET_FILE: file.optional(),
  HOST: text.default('127.0.0.1'),
  PORT: port.default(8080),
  PUBLIC_CUSTOMER_URL: origin.optional(),
  PUBLIC_AGENT_URL: origin.optional(),
  TLS_CERT_FILE: file.optional(),
  TLS_KEY_FILE: file.optional(),
  S3_ENDPOINT: z.url(),
  S3_PUBLIC_ENDPOINT: z.url().optional(),
  S3_BUCKET: text,
  S3_REGION: text.default('us-east-1'),
  S3_ACCESS_KEY_ID: text,
  S3_SECRET_ACCESS_KEY: text,
  SFU_SECRET: text,
  REDIS_URL: z.url().optional(),
  TURN_URLS: text.optional(),
  TURN_SECRET: text.optional(),
  WEB_ROOT: text.default(fileURLToPath(new URL('../../../web', import.meta.url))),
  RECEIPT_PUBLIC_KEY_FILE: text.optional(),
  PASSWORD_PRIORITY: z.enum(['idle', 'normal']).default('idle'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

type KekVariables = { DATA_KEK?: string | undefined; DATA_KEK_FILE?: string | undefined };

const kekOf = (env: KekVariables, fault: (variable: string, message: string) => void): Buffer => {
  const kek = Buffer.from((env.DATA_KEK ?? env.DATA_KEK_FILE ?? '').trim(), 'base64');
  if (kek.length !== 32) fault('DATA_KEK', 'must be 32 bytes as base64, or DATA_KEK_FILE must name them');
  return kek;
};

const provisioning = variables
  .pick({ DATABASE_URL: true, DATA_KEK: true, DATA_KEK_FILE: true })
  .transform((env, context) => ({
    databaseUrl: env.DATABASE_URL,
    dataKek: kekOf(env, (variable, message) =>
      context.addIssue({ code: 'custom', path: [variable], message }),
    ),
  }));

/** What provisioning needs. @throws ConfigError */
export const provisioningConfig = (
  environment: NodeJS.ProcessEnv,
): { databaseUrl: string; dataKek: Buffer } => readConfig('provision', provisioning, environment);

export type AdminConfig = Pick<Config, 'databaseUrl' | 'dataKek' | 'agentOrigin'>;

const administering = variables
  .pick({ DATABASE_URL: true, DATA_KEK: true, DATA_KEK_FILE: true, PUBLIC_AGENT_URL: true })
  .transform((env, context): AdminConfig => {
    const fault = (variable: string, message: string) =>
      context.addIssue({ code: 'custom', path: [variable], message });
    if (env.PUBLIC_AGENT_URL === undefined) fault('PUBLIC_AGENT_URL', 'links lead there');
    return {
      databaseUrl: env.DATABASE_URL,
      dataKek: kekOf(env, fault),
      agentOrigin: env.PUBLIC_AGENT_URL ?? '',
    };
  });

/** What `npm run admin` needs. @throws ConfigError */
export const adminConfig = (environment: NodeJS.ProcessEnv): AdminConfig =>
  readConfig('admin', administering, environment);

const replacement = variables
  .pick({ DATABASE_URL: true, KEYS_DATABASE_URL: true, DATA_KEK: true, DATA_KEK_FILE: true })
  .extend({ NEW_DATA_KEK: text.optional(), NEW_DATA_KEK_FILE: file.optional() })
  .transform((env, context) => {
    const fault = (variable: string, message: string) =>
      context.addIssue({ code: 'custom', path: [variable], message });
    const { NEW_DATA_KEK, NEW_DATA_KEK_FILE } = env;
    return {
      databaseUrl: env.DATABASE_URL,
      keysDatabaseUrl: env.KEYS_DATABASE_URL,
      dataKek: kekOf(env, fault),
      newDataKek: kekOf({ DATA_KEK: NEW_DATA_KEK, DATA_KEK_FILE: NEW_DATA_KEK_FILE }, (variable, message) =>
        fault(`NEW_${variable}`, `(as DATA_KEK) ${message}`),
      ),
    };
  });

/** What the replacement of the key-encryption key needs. @throws ConfigError */
export const kekReplacementConfig = (environment: NodeJS.ProcessEnv) =>
  readConfig('replace-kek', replacement, environment);

const schema = variables.transform((env, context): Config => {
  const fault = (variable: string, message: string) =>
    context.addIssue({ code: 'custom', path: [variable], message });
  const kek = kekOf(env, fault);
  const sessionSecret = (env.SESSION_SECRET ?? env.SESSION_SECRET_FILE ?? '').trim();
  if (sessionSecret.length < 32) fault('SESSION_SECRET', 'must be at least 32 characters long');
  if ((env.TLS_CERT_FILE === undefined) !== (env.TLS_KEY_FILE === undefined))
    fault('TLS_KEY_FILE', 'certificate and key belong together');
  const tls = env.TLS_CERT_FILE && env.TLS_KEY_FILE && { cert: env.TLS_CERT_FILE, key: env.TLS_KEY_FILE };
  const local = (port: number) => `${tls ? 'https' : 'http'}://localhost:${port}`;
  return {
    databaseUrl: env.DATABASE_URL,
    keysDatabaseUrl: env.KEYS_DATABASE_URL,
    dataKek: kek,
    sessionSecret,
    host: env.HOST,
    port: env.PORT,
    customerOrigin: env.PUBLIC_CUSTOMER_URL ?? local(env.PORT),
    agentOrigin: env.PUBLIC_AGENT_URL ?? local(env.PORT + 1),
    tls: tls === '' ? undefined : tls,
    s3: {
      endpoint: env.S3_ENDPOINT,
      publicEndpoint: env.S3_PUBLIC_ENDPOINT ?? env.S3_ENDPOINT,
      bucket: env.S3_BUCKET,
      region: env.S3_REGION,
      accessKeyId: env.S3_ACCESS_KEY_ID,
      secretAccessKey: env.S3_SECRET_ACCESS_KEY,
    },
    sfuSecret: env.SFU_SECRET,
    redisUrl: env.REDIS_URL,
    turn:
      env.TURN_URLS && env.TURN_SECRET
        ? { urls: env.TURN_URLS.split(',').map(url => url.trim()), secret: env.TURN_SECRET }
        : undefined,
    webRoot: env.WEB_ROOT,
    receiptPublicKeyFile: env.RECEIPT_PUBLIC_KEY_FILE,
    passwordPriority: env.PASSWORD_PRIORITY,
    logLevel: env.LOG_LEVEL,
  };
});

/** @throws ConfigError naming every variable at fault. */
export const signalingConfig = (environment: NodeJS.ProcessEnv): Config =>
  readConfig('signaling', schema, environment);
