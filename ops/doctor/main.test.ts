import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { freePort, twoFreePorts } from '@visavis/embedded';
import { startEmbeddedStack, type EmbeddedStack } from '../start/embedded-stack.ts';
import { readStartOptions } from '../start/options.ts';

const folder = mkdtempSync(join(tmpdir(), 'visavis-doctor-'));
let running: EmbeddedStack;
let port: number;
beforeAll(async () => {
  port = await twoFreePorts();
  const options = readStartOptions({ PORT: String(port), DATA_DIR: folder }, []);
  running = await startEmbeddedStack(options, { log: () => undefined });
});
afterAll(async () => {
  await running.stop();
  rmSync(folder, { recursive: true, force: true });
});

const answer = z.object({
  ok: z.boolean(),
  findings: z.array(z.object({ check: z.string(), level: z.string(), what: z.string() })),
});

function runDoctor(environment: Record<string, string> = {}) {
  return new Promise<z.infer<typeof answer> & { code: number; problems: string[] }>((resolve, reject) => {
    const env = { PATH: process.env.PATH, DATA_DIR: folder, PORT: String(port), ...environment };
    const child = execFile(
      process.execPath,
      [join(import.meta.dirname, 'main.ts'), '--json'],
      { env },
      (_error, stdout, stderr) => {
        try {
          const read = answer.parse(JSON.parse(stdout));
          const problems = read.findings.filter(({ level }) => level === 'problem').map(({ check }) => check);
          resolve({ ...read, problems, code: child.exitCode ?? -1 });
        } catch {
          reject(new Error(`${stdout}\n${stderr}`));
        }
      },
    );
  });
}

test('an embedded stack is in order', async () => {
  const { code, ok, findings } = await runDoctor();
  expect(findings.filter(({ level }) => level === 'problem')).toEqual([]);
  expect({ code, ok }).toEqual({ code: 0, ok: true });
  expect(new Set(findings.map(({ check }) => check))).toEqual(
    new Set([
      'customer-page',
      'customer-socket',
      'agent-page',
      'agent-socket',
      'announced-address',
      'media-ports',
      'receive-buffer',
      'storage',
      'clock',
      'database',
      'media-nodes',
    ]),
  );
});

test('what a caller would fail at is found', async () => {
  const closed = await freePort();
  const { code, problems } = await runDoctor({
    // pages made for another name, and sockets that refuse its origin
    PUBLIC_CUSTOMER_URL: `http://127.0.0.1:${port}`,
    PUBLIC_AGENT_URL: 'https://no-such-name.invalid',
    ANNOUNCED_ADDRESS: 'media.example.com',
    REDIS_URL: `redis://127.0.0.1:${closed}`,
    KEYS_DATABASE_URL: running.stack.databaseUrl.replace(/[^/]+$/, 'none'),
    TURN_URLS: `turn:127.0.0.1:${closed}?transport=tcp`,
    TURN_SECRET: 'secret',
    // CORS allows the console's own origin only
    S3_PUBLIC_ENDPOINT: running.stack.s3.endpoint,
    S3_BUCKET: running.stack.s3.bucket,
  });
  expect(code).toBe(1);
  expect(problems.sort()).toEqual(
    [
      'agent-page',
      'announced-address',
      'customer-page',
      'customer-socket',
      'database',
      'redis',
      'storage',
      'turn',
    ].sort(),
  );
});
