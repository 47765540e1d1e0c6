import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { adminConfig, type AdminConfig } from '../config.ts';

/** Why nothing could be done; the message is for the caller. */
export class Fault extends Error {
  override readonly name = 'Fault';
}

/** The parts of an embedded stack's ready.json that are needed here. */
const ready = z.object({
  databaseUrl: z.string(),
  agentUrl: z.string(),
  embedded: z.object({ secretsFile: z.string() }),
});
const secrets = z.object({ dataKek: z.string() });

/**
 * From the service's own environment, or else from the embedded stack that runs on this machine.
 * @throws Fault, ConfigError
 */
export async function findInstallation(environment: NodeJS.ProcessEnv): Promise<AdminConfig> {
  if (environment.DATABASE_URL) return adminConfig(environment);
  const file = join(environment.DATA_DIR ?? '.data', 'ready.json');
  const text = await readFile(file, 'utf8').catch(() => {
    throw new Fault(
      `${file} is missing: run npm start first, name its folder with DATA_DIR, or set DATABASE_URL and the rest of the service's environment`,
    );
  });
  const stack = ready.safeParse(JSON.parse(text));
  if (!stack.success) throw new Fault(`${file} does not describe an embedded stack`);
  const { databaseUrl, agentUrl, embedded } = stack.data;
  const { dataKek } = secrets.parse(JSON.parse(await readFile(embedded.secretsFile, 'utf8')));
  return adminConfig({ DATABASE_URL: databaseUrl, PUBLIC_AGENT_URL: agentUrl, DATA_KEK: dataKek });
}
