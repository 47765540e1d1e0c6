import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres, startS3, type S3Connection } from '@visavis/embedded';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Superuser's URL of the test run's own PostgreSQL. */
    postgresUrl: string;
    /** The test run's own S3 server. */
    s3: S3Connection;
  }
}

/** One PostgreSQL and one S3 server for the whole test run, on a fresh folder; each test file takes a database or bucket of its own. */
export default async (project: TestProject): Promise<() => Promise<void>> => {
  const folder = await mkdtemp(join(tmpdir(), 'visavis-test-'));
  const lines: string[] = [];
  const common = {
    log: (line: string) => lines.push(line),
    onCrash: () => console.error(lines.slice(-50).join('\n')),
  };
  const [postgres, s3] = await Promise.all([
    startPostgres({ ...common, dataDir: join(folder, 'postgres'), durable: false }),
    startS3({ ...common, folder: join(folder, 's3'), corsOrigins: [] }),
  ]);
  project.provide('postgresUrl', postgres.url);
  const { endpoint, bucket, accessKeyId, secretAccessKey, region } = s3;
  project.provide('s3', { endpoint, bucket, accessKeyId, secretAccessKey, region });
  return async () => {
    await Promise.all([postgres.stop(), s3.stop()]);
    await rm(folder, { recursive: true, force: true });
  };
};
