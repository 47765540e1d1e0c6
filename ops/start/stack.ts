import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { ensureDatabase, giveLogin, migrate, migrateKeys, type ServiceRole } from '@visavis/db';
import { startPostgres, startS3, startSmtp, type Log, type S3Connection } from '@visavis/embedded';
import { workerPath } from '../worker/worker.mjs';
import { lockFolder } from './folder-lock.ts';
import { lanAddress, lanCertificate } from './lan.ts';
import type { StartOptions } from './options.ts';
import { readOrMakeSecrets } from './secrets.ts';
import { startService, type ServiceName } from './services.ts';

type PartName = ServiceName | 'postgres' | 's3';

/** Everything that runs, and where it is reached. */
export type Stack = {
  customerOrigin: string;
  agentOrigin: string;
  databaseUrl: string;
  keysDatabaseUrl: string;
  s3: S3Connection;
  mailUrl: string;
  receiptKeyFile: string;
  secretsFile: string;
  /** What the services were given, but with the owner's login to the databases: for provisioning. */
  environment: Record<string, string | undefined>;
  pids: Record<PartName, number>;
  /** Ends everything, last started first; resolves when no process is left. */
  stop: () => Promise<void>;
};

export type StackHooks = {
  log: Log;
  /** After a crash a part has another process id. */
  onPids?: () => void;
  /** For the Node that runs the SFU: a test listens in on what it forwards. */
  sfu?: { nodeArguments: readonly string[]; env: Record<string, string> };
};

/**
 * Brings up what the options do not name elsewhere, and the three services.
 * @throws StartError and others after having stopped what was already up
 */
export async function startStack(options: StartOptions, hooks: StackHooks): Promise<Stack> {
  const unlock = lockFolder(options.dataDir);
  const closers: (() => Promise<void> | void)[] = [unlock];
  const stop = async () => {
    for (let close = closers.pop(); close; close = closers.pop()) await close();
  };
  const pids: Stack['pids'] = { signaling: 0, sfu: 0, retention: 0, postgres: 0, s3: 0 };
  const onStart = (name: PartName) => (pid: number) => {
    pids[name] = pid;
    hooks.onPids?.();
  };
  const keep = <Part extends { stop: () => Promise<void> }>(part: Part): Part => {
    closers.push(() => part.stop());
    return part;
  };
  try {
    const outside = await describeOutside(options);
    // the launcher itself calls the services, also over the certificate it made
    if (outside.tls) trust(outside.tls.cert);
    const [databases, s3, smtp] = await Promise.all([
      databasesFor(options, hooks.log, onStart('postgres'), keep),
      storageFor(options, outside.agentOrigin, hooks.log, onStart('s3'), keep),
      mailFor(options, hooks.log, keep),
    ]);
    const secrets = readOrMakeSecrets(options.dataDir);
    const environment = serviceEnvironment(options, {
      ...databases,
      s3,
      outside,
      secrets,
      smtpUrl: smtp.smtpUrl,
    });
    const start = async (name: ServiceName) =>
      keep(
        await startService({
          name,
          log: hooks.log,
          onStart: (started, pid) => onStart(started)(pid),
          env: {
            ...environment,
            ...(await loginOf(name, databases)),
            ...(name === 'sfu' ? hooks.sfu?.env : undefined),
          },
          ...(name === 'sfu' && hooks.sfu ? { nodeArguments: hooks.sfu.nodeArguments } : {}),
        }),
      );
    await Promise.all([start('sfu'), start('retention'), start('signaling')]);
    return {
      ...outside,
      ...databases,
      s3,
      mailUrl: smtp.mailUrl,
      receiptKeyFile: secrets.receiptKeyFile,
      secretsFile: secrets.secretsFile,
      environment,
      pids,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

type Keep = <Part extends { stop: () => Promise<void> }>(part: Part) => Part;

type Databases = { databaseUrl: string; keysDatabaseUrl: string };

async function databasesFor(
  options: StartOptions,
  log: Log,
  onStart: (pid: number) => void,
  keep: Keep,
): Promise<Databases> {
  const databaseUrl =
    options.DATABASE_URL ??
    keep(await startPostgres({ dataDir: join(options.dataDir, 'postgres'), log, onStart })).url;
  const keysDatabaseUrl = options.KEYS_DATABASE_URL ?? (await ensureDatabase(databaseUrl, 'visavis_keys'));
  await Promise.all([migrate(databaseUrl), migrateKeys(keysDatabaseUrl)]);
  return { databaseUrl, keysDatabaseUrl };
}

/** A service never sees the owner's login: it gets its own, with a password of this start. */
async function loginOf(name: ServiceName, { databaseUrl, keysDatabaseUrl }: Databases) {
  const role: ServiceRole = `visavis_${name}`;
  const password = randomBytes(24).toString('base64url');
  await giveLogin(databaseUrl, role, password);
  // it may be of another server
  if (role !== 'visavis_sfu') await giveLogin(keysDatabaseUrl, role, password);
  const own = (url: string): string => {
    const changed = new URL(url);
    [changed.username, changed.password] = [role, password];
    return changed.href;
  };
  return { DATABASE_URL: own(databaseUrl), KEYS_DATABASE_URL: own(keysDatabaseUrl) };
}

async function storageFor(
  options: StartOptions,
  agentOrigin: string,
  log: Log,
  onStart: (pid: number) => void,
  keep: Keep,
): Promise<S3Connection> {
  const { S3_ENDPOINT, S3_BUCKET, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY, S3_REGION } = options;
  if (S3_ENDPOINT && S3_BUCKET && S3_ACCESS_KEY_ID && S3_SECRET_ACCESS_KEY) {
    return {
      endpoint: S3_ENDPOINT,
      bucket: S3_BUCKET,
      accessKeyId: S3_ACCESS_KEY_ID,
      secretAccessKey: S3_SECRET_ACCESS_KEY,
      region: S3_REGION,
    };
  }
  const folder = join(options.dataDir, 's3');
  return keep(await startS3({ folder, corsOrigins: [agentOrigin], log, onStart }));
}

async function mailFor(
  options: StartOptions,
  log: Log,
  keep: Keep,
): Promise<{ smtpUrl: string; mailUrl: string }> {
  if (options.SMTP_URL) return { smtpUrl: options.SMTP_URL, mailUrl: '' };
  const { url, mailUrl } = keep(await startSmtp({ log }));
  return { smtpUrl: url, mailUrl };
}

type Outside = {
  customerOrigin: string;
  agentOrigin: string;
  host: string;
  announcedAddress: string | undefined;
  tls: { cert: string; key: string } | undefined;
};

/** How browsers reach us: loopback only, or with `--lan` also phones on the same network, by HTTPS. */
async function describeOutside(options: StartOptions): Promise<Outside> {
  const { PORT, PUBLIC_CUSTOMER_URL, PUBLIC_AGENT_URL, ANNOUNCED_ADDRESS } = options;
  const address = options.lan ? lanAddress() : 'localhost';
  const scheme = options.lan ? 'https' : 'http';
  return {
    customerOrigin: PUBLIC_CUSTOMER_URL ?? `${scheme}://${address}:${PORT}`,
    // the console stays on this machine: its uploads go to the storage on loopback
    agentOrigin: PUBLIC_AGENT_URL ?? `${scheme}://localhost:${PORT + 1}`,
    host: options.lan ? '0.0.0.0' : '127.0.0.1',
    announcedAddress: ANNOUNCED_ADDRESS ?? (options.lan ? address : undefined),
    tls: options.lan ? await lanCertificate(options.dataDir, address) : undefined,
  };
}

function trust(certificateFile: string): void {
  setDefaultCACertificates([...getCACertificates('default'), readFileSync(certificateFile, 'utf8')]);
}

type Parts = {
  databaseUrl: string;
  keysDatabaseUrl: string;
  s3: S3Connection;
  outside: Outside;
  secrets: ReturnType<typeof readOrMakeSecrets>;
  smtpUrl: string;
};

function serviceEnvironment(options: StartOptions, parts: Parts): Record<string, string | undefined> {
  const { outside, s3, secrets } = parts;
  return {
    DATABASE_URL: parts.databaseUrl,
    KEYS_DATABASE_URL: parts.keysDatabaseUrl,
    DATA_KEK: secrets.dataKek,
    SESSION_SECRET: secrets.sessionSecret,
    SFU_SECRET: secrets.sfuSecret,
    HOST: outside.host,
    PORT: String(options.PORT),
    PUBLIC_CUSTOMER_URL: outside.customerOrigin,
    PUBLIC_AGENT_URL: outside.agentOrigin,
    TLS_CERT_FILE: outside.tls?.cert,
    TLS_KEY_FILE: outside.tls?.key,
    S3_ENDPOINT: s3.endpoint,
    S3_BUCKET: s3.bucket,
    S3_ACCESS_KEY_ID: s3.accessKeyId,
    S3_SECRET_ACCESS_KEY: s3.secretAccessKey,
    S3_REGION: s3.region,
    REDIS_URL: options.REDIS_URL,
    SMTP_URL: parts.smtpUrl,
    MEDIASOUP_WORKER_BIN: options.MEDIASOUP_WORKER_BIN ?? workerPath(),
    MEDIA_LISTEN: options.lan ? '0.0.0.0' : '127.0.0.1',
    MEDIA_PORTS: options.MEDIA_PORTS,
    ANNOUNCED_ADDRESS: outside.announcedAddress,
    TURN_URLS: options.TURN_URLS,
    TURN_SECRET: options.TURN_SECRET,
    RECEIPT_SIGNING_KEY_FILE: secrets.receiptKeyFile,
    // where the retention service puts its public half
    RECEIPT_PUBLIC_KEY_FILE: secrets.receiptKeyFile.replace(/\.json$/, '.pub.json'),
    VISAVIS_EMBEDDED: '1',
    PASSWORD_PRIORITY: options.PASSWORD_PRIORITY,
    LOG_LEVEL: options.LOG_LEVEL,
  };
}
