import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from './options.ts';
import type { Stack } from './stack.ts';

const users = z.array(
  z.object({ id: z.string(), email: z.string(), password: z.string(), totpSecret: z.string() }),
);

export const provisioned = z.object({
  users,
  centre: z.object({ users }),
  apiKey: z.object({ key: z.string() }),
});

/**
 * Runs signaling's own provisioning program: services are never imported. Input and answer are JSON on the
 * program's standard streams, so that no secret stands in a command line.
 * @throws Error with what the program said
 */
export function provision(
  stack: Stack,
  what: 'create' | 'certify' | 'test-object' | 'open-test-object',
  input: unknown,
): Promise<unknown> {
  const file = join(projectRoot, 'services/signaling/src/provision/main.ts');
  const child = spawn(process.execPath, [file, what], {
    cwd: projectRoot,
    env: { PATH: process.env.PATH, ...stack.environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.end(JSON.stringify(input));
  const text = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (text.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (text.stderr += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', code => {
      if (code === 0) resolve(JSON.parse(text.stdout));
      else reject(new Error(`${what} was refused (${code}): ${text.stdout.trim()} ${text.stderr.trim()}`));
    });
  });
}
