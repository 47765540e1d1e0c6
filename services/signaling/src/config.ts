import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { insideVariables, isLoopback, readConfig, refuseClear, type Identity } from '@visavis/service-kit';
import { z } from 'zod';

export type Config = {
  /** Towards the other services; its listeners are then for the front alone, unless they have a certificate of their own. */
  identity: Identity | undefined;
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
  redis: { url: string; password: string | undefined } | undefined;
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
  ...insideVariables,
  DATABASE_URL: z.url(),
  KEYS_DATABASE_URL: z.url(),
  DATA_KEK: text,
  SESSION_SECRET: z.string().min(32),
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
  REDIS_PASSWORD: text.optional(),
  TURN_URLS: text.optional(),
  TURN_SECRET: text.optional(),
  WEB_ROOT: text.default(fileURLToPath(new URL('../../../web', import.meta.url))),
  RECEIPT_PUBLIC_KEY_FILE: text.optional(),
  PASSWORD_PRIORITY: z.enum(['idle', 'normal']).default('idle'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

type Fault = (variable: string, message: string) => void;

const kekOf = (text: string, variable: string, fault: Fault): Buffer => {
  const kek = Buffer.from(text.trim(), 'base64');
  if (kek.length !== 32) fault(variable, 'must be 32 bytes as base64');
  return kek;
};

const faultIn =
  (context: z.RefinementCtx): Fault =>
  (variable, message) =>
    context.addIssue({ code: 'custom', path: [variable], message });

/** What programs need that work on the main database alone. */
const offline = { NODE_ENV: true, IDENTITY_DIR: true, DATABASE_URL: true, DATA_KEK: true } as const;

const provisioning = variables.pick(offline).transform((env, context) => {
  const fault = faultIn(context);
  refuseClear(env, { DATABASE_URL: env.DATABASE_URL }, fault);
  return {
    identity: env.IDENTITY_DIR,
    databaseUrl: env.DATABASE_URL,
    dataKek: kekOf(env.DATA_KEK, 'DATA_KEK', fault),
  };
});

/** What provisioning needs. @throws ConfigError */
export const provisioningConfig = (environment: NodeJS.ProcessEnv) =>
  readConfig('provision', provisioning, environment);

export type AdminConfig = Pick<Config, 'identity' | 'databaseUrl' | 'dataKek' | 'agentOrigin'>;

const administering = variables
  .pick({ ...offline, PUBLIC_AGENT_URL: true })
  .transform((env, context): AdminConfig => {
    const fault = faultIn(context);
    if (env.PUBLIC_AGENT_URL === undefined) fault('PUBLIC_AGENT_URL', 'links lead there');
    refuseClear(env, { DATABASE_URL: env.DATABASE_URL }, fault);
    return {
      identity: env.IDENTITY_DIR,
      databaseUrl: env.DATABASE_URL,
      dataKek: kekOf(env.DATA_KEK, 'DATA_KEK', fault),
      agentOrigin: env.PUBLIC_AGENT_URL ?? '',
    };
  });

/** What `npm run admin` needs. @throws ConfigError */
export const adminConfig = (environment: NodeJS.ProcessEnv): AdminConfig =>
  readConfig('admin', administering, environment);

const replacement = variables
  .pick({ ...offline, KEYS_DATABASE_URL: true })
  .extend({ NEW_DATA_KEK: text })
  .transform((env, context) => {
    const fault = faultIn(context);
    const { DATABASE_URL, KEYS_DATABASE_URL } = env;
    refuseClear(env, { DATABASE_URL, KEYS_DATABASE_URL }, fault);
    return {
      identity: env.IDENTITY_DIR,
      databaseUrl: DATABASE_URL,
      keysDatabaseUrl: KEYS_DATABASE_URL,
      dataKek: kekOf(env.DATA_KEK, 'DATA_KEK', fault),
      newDataKek: kekOf(env.NEW_DATA_KEK, 'NEW_DATA_KEK', fault),
    };
  });

/** What the replacement of the key-encryption key needs. @throws ConfigError */
export const kekReplacementConfig = (environment: NodeJS.ProcessEnv) =>
  readConfig('replace-kek', replacement, environment);

const schema = variables.transform((env, context): Config => {
  const fault = faultIn(context);
  const { DATABASE_URL, KEYS_DATABASE_URL, S3_ENDPOINT, REDIS_URL } = env;
  refuseClear(env, { DATABASE_URL, KEYS_DATABASE_URL, S3_ENDPOINT, REDIS_URL }, fault);
  const identity = env.IDENTITY_DIR;
  if ((env.TLS_CERT_FILE === undefined) !== (env.TLS_KEY_FILE === undefined))
    fault('TLS_KEY_FILE', 'certificate and key belong together');
  const tls = env.TLS_CERT_FILE && env.TLS_KEY_FILE && { cert: env.TLS_CERT_FILE, key: env.TLS_KEY_FILE };
  if (env.NODE_ENV === 'production' && !tls && !identity && !isLoopback(env.HOST))
    fault(
      'HOST',
      'listens to other machines in clear: IDENTITY_DIR or TLS_CERT_FILE is needed (insecure_url)',
    );
  const local = (port: number) => `${tls ? 'https' : 'http'}://localhost:${port}`;
  return {
    identity,
    databaseUrl: DATABASE_URL,
    keysDatabaseUrl: KEYS_DATABASE_URL,
    dataKek: kekOf(env.DATA_KEK, 'DATA_KEK', fault),
    sessionSecret: env.SESSION_SECRET,
    host: env.HOST,
    port: env.PORT,
    customerOrigin: env.PUBLIC_CUSTOMER_URL ?? local(env.PORT),
    agentOrigin: env.PUBLIC_AGENT_URL ?? local(env.PORT + 1),
    tls: tls === '' ? undefined : tls,
    s3: {
      endpoint: S3_ENDPOINT,
      publicEndpoint: env.S3_PUBLIC_ENDPOINT ?? S3_ENDPOINT,
      bucket: env.S3_BUCKET,
      region: env.S3_REGION,
      accessKeyId: env.S3_ACCESS_KEY_ID,
      secretAccessKey: env.S3_SECRET_ACCESS_KEY,
    },
    sfuSecret: env.SFU_SECRET,
    redis: REDIS_URL ? { url: REDIS_URL, password: env.REDIS_PASSWORD } : undefined,
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
