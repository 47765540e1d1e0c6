import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '@visavis/ops/embedded';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Superuser's URL of the test run's own PostgreSQL. */
    postgresUrl: string;
  }
}

/** One PostgreSQL for the whole test run, on a fresh folder; each test file takes a database of its own in it. */
export default async (project: TestProject): Promise<() => Promise<void>> => {
  const folder = await mkdtemp(join(tmpdir(), 'visavis-test-'));
  const lines: string[] = [];
  const postgres = await startPostgres({
    dataDir: join(folder, 'postgres'),
    log: line => lines.push(line),
    durable: false,
    onCrash: () => console.error(lines.slice(-50).join('\n')),
  });
  project.provide('postgresUrl', postgres.url);
  return async () => {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  };
};
