import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readConfig } from '@visavis/service-kit';
import { z } from 'zod';

const environment = z.object({
  PORT: z.coerce.number().int().min(1).max(65_534).default(8080),
  DATA_DIR: z.string().default('.data'),
  MEDIA_PORTS: z.string().optional(),
  ANNOUNCED_ADDRESS: z.string().optional(),
  PUBLIC_CUSTOMER_URL: z.url().optional(),
  PUBLIC_AGENT_URL: z.url().optional(),
  MEDIASOUP_WORKER_BIN: z.string().optional(),
  DATABASE_URL: z.url().optional(),
  KEYS_DATABASE_URL: z.url().optional(),
  REDIS_URL: z.url().optional(),
  SMTP_URL: z.url().optional(),
  S3_ENDPOINT: z.url().optional(),
  S3_BUCKET: z.string().optional(),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  S3_REGION: z.string().default('eu-central-1'),
  TURN_URLS: z.string().optional(),
  TURN_SECRET: z.string().optional(),
  PASSWORD_PRIORITY: z.string().optional(),
  LOG_LEVEL: z.string().default('info'),
});

export type StartOptions = ReturnType<typeof readStartOptions>;

/**
 * What `npm start` was asked for: environment and flags.
 * @throws ConfigError for an unusable environment, TypeError for an unknown flag
 */
export function readStartOptions(variables: NodeJS.ProcessEnv, args: string[]) {
  const { values: flags } = parseArgs({ args, options: { lan: { type: 'boolean', default: false } } });
  const read = readConfig('npm start', environment, variables);
  const dataDir = resolve(read.DATA_DIR);
  return { ...read, dataDir, readyFile: join(dataDir, 'ready.json'), lan: flags.lan };
}

export const projectRoot = resolve(import.meta.dirname, '../..');
