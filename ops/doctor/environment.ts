import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { insideVariables, readConfig } from '@visavis/service-kit';
import { z } from 'zod';

const list = z.string().transform(text =>
  text
    .split(',')
    .map(part => part.trim())
    .filter(part => part !== ''),
);

/** The variables of `npm start` and of the services, as far as they say how the outside reaches us. */
const environment = z.object({
  ...insideVariables,
  DATA_DIR: z.string().default('.data'),
  PORT: z.coerce.number().int().default(8080),
  PUBLIC_CUSTOMER_URL: z.url().optional(),
  PUBLIC_AGENT_URL: z.url().optional(),
  ANNOUNCED_ADDRESS: list.default([]),
  MEDIA_LISTEN: list.default([]),
  MEDIA_PORTS: z
    .string()
    .regex(/^\d+(-\d+)?$/)
    .default('40000-40099'),
  TURN_URLS: list.default([]),
  TURN_SECRET: z.string().optional(),
  DATABASE_URL: z.url().optional(),
  KEYS_DATABASE_URL: z.url().optional(),
  REDIS_URL: z.url().optional(),
  REDIS_PASSWORD: z.string().optional(),
  SESSION_SECRET_FILE: z.string().optional(),
  DATA_KEK_FILE: z.string().optional(),
  RECEIPT_PUBLIC_KEY_FILE: z.string().optional(),
  S3_ENDPOINT: z.url().optional(),
  S3_PUBLIC_ENDPOINT: z.url().optional(),
  S3_BUCKET: z.string().optional(),
});

/** What a running `npm start` wrote. */
const ready = z.object({
  baseUrl: z.url(),
  agentUrl: z.url(),
  databaseUrl: z.url(),
  s3: z.object({ endpoint: z.url(), bucket: z.string() }),
  embedded: z.object({ keysDatabaseUrl: z.url() }).optional(),
});

export type Installation = ReturnType<typeof readInstallation>;

/**
 * The installation to look at: the environment, and what is missing there from the `ready.json` of a running
 * `npm start`.
 *
 * @throws ConfigError naming the variables at fault
 */
export function readInstallation(variables: NodeJS.ProcessEnv) {
  const read = readConfig('doctor', environment, variables);
  const running = readReady(join(resolve(read.DATA_DIR), 'ready.json'));
  const [min = 0, max = min] = read.MEDIA_PORTS.split('-').map(Number);
  const customerUrl = read.PUBLIC_CUSTOMER_URL ?? running?.baseUrl ?? `http://localhost:${read.PORT}`;
  const agentUrl = read.PUBLIC_AGENT_URL ?? running?.agentUrl ?? `http://localhost:${read.PORT + 1}`;
  const endpoint = read.S3_PUBLIC_ENDPOINT ?? read.S3_ENDPOINT ?? running?.s3.endpoint;
  const bucket = read.S3_BUCKET ?? running?.s3.bucket;
  const { SESSION_SECRET_FILE, DATA_KEK_FILE, RECEIPT_PUBLIC_KEY_FILE } = read;
  return {
    customerOrigin: new URL(customerUrl).origin,
    agentOrigin: new URL(agentUrl).origin,
    announced: read.ANNOUNCED_ADDRESS,
    listen: read.MEDIA_LISTEN,
    mediaPorts: { min, max },
    turn: read.TURN_SECRET ? { urls: read.TURN_URLS, secret: read.TURN_SECRET } : undefined,
    turnUrls: read.TURN_URLS,
    databaseUrl: read.DATABASE_URL ?? running?.databaseUrl,
    keysDatabaseUrl: read.KEYS_DATABASE_URL ?? running?.embedded?.keysDatabaseUrl,
    redis: read.REDIS_URL ? { url: read.REDIS_URL, password: read.REDIS_PASSWORD } : undefined,
    identity: read.IDENTITY_DIR,
    secretFiles: { SESSION_SECRET_FILE, DATA_KEK_FILE, RECEIPT_PUBLIC_KEY_FILE },
    storage: endpoint && bucket ? { endpoint: new URL(endpoint).origin, bucket } : undefined,
  };
}

function readReady(file: string): z.infer<typeof ready> | undefined {
  if (!existsSync(file)) return undefined;
  const parsed = ready.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  return parsed.success ? parsed.data : undefined;
}
