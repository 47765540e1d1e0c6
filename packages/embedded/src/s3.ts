import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Log } from './lines.ts';
import { startOnAPort } from './port.ts';
import { superviseProcess } from './process.ts';

export interface S3Options {
  /** Folder of this server alone; made (0700) when missing. */
  folder: string;
  /** Left out or 0: any free one. */
  port?: number;
  /** Origins whose pages may use presigned URLs, for example `http://localhost:8081`. */
  corsOrigins: string[];
  log: Log;
  onStart?: (pid: number) => void;
  onCrash?: (reason: string) => void;
}

/** What a client needs; path-style addresses (`forcePathStyle`). */
export interface S3Connection {
  endpoint: string;
  bucket: string;
  accessKeyId: string;
  secretAccessKey: string;
  region: string;
}

export interface EmbeddedS3 extends S3Connection {
  /** Another one after a crash. */
  readonly pid: number;
  stop: () => Promise<void>;
}

const BUCKET = 'evidence';
const REGION = 'eu-central-1';

/** Credentials stay the same for a folder, so that presigned URLs outlive a restart. */
const readOrMakeCredentials = (folder: string): { accessKeyId: string; secretAccessKey: string } => {
  const path = join(folder, 'credentials.json');
  if (!existsSync(path)) {
    const draft = `${path}.${process.pid}`;
    const made = {
      accessKeyId: randomBytes(10).toString('hex').toUpperCase(),
      secretAccessKey: randomBytes(30).toString('base64url'),
    };
    writeFileSync(draft, JSON.stringify(made), { mode: 0o600, flush: true });
    renameSync(draft, path);
  }
  return JSON.parse(readFileSync(path, 'utf8')) as { accessKeyId: string; secretAccessKey: string };
};

/**
 * Starts an S3-protocol server on a folder, in a process of its own, on 127.0.0.1, and keeps it running on the same port.
 * The bucket `evidence` is there; signatures are checked; versions are kept where a client asks for it.
 *
 * @throws StartError
 */
export const startS3 = async (options: S3Options): Promise<EmbeddedS3> => {
  const folder = resolve(options.folder);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  const credentials = readOrMakeCredentials(folder);
  const start = (port: number) =>
    superviseProcess({
      name: 's3',
      command: process.execPath,
      args: [
        '--disable-warning=ExperimentalWarning',
        fileURLToPath(new URL('./s3/main.ts', import.meta.url)),
      ],
      env: {
        PATH: process.env.PATH,
        S3_SERVER: JSON.stringify({
          folder,
          port,
          bucket: BUCKET,
          corsOrigins: options.corsOrigins,
          region: REGION,
          ...credentials,
        }),
      },
      log: options.log,
      ready: line => line.startsWith('listening on port '),
      restart: true,
      onStart: options.onStart,
      onCrash: options.onCrash,
    });
  const { port, server } = await startOnAPort(options.port ?? 0, /EADDRINUSE|database is locked/, start);
  return {
    endpoint: `http://127.0.0.1:${port}`,
    bucket: BUCKET,
    region: REGION,
    ...credentials,
    get pid() {
      return server.pid;
    },
    stop: server.stop,
  };
};
