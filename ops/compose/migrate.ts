/**
 * Brings both databases up to date and ends: the one program that has the logins of their owners. Services start after
 * it, with logins that own nothing.
 */
import { migrate, migrateKeys } from '@visavis/db';
import { createLogger, insideVariables, readConfig, refuseClear } from '@visavis/service-kit';
import { z } from 'zod';

const environment = z
  .object({ ...insideVariables, DATABASE_URL: z.url(), KEYS_DATABASE_URL: z.url() })
  .superRefine((env, context) => {
    const { DATABASE_URL, KEYS_DATABASE_URL } = env;
    refuseClear(env, { DATABASE_URL, KEYS_DATABASE_URL }, (variable, message) =>
      context.addIssue({ code: 'custom', path: [variable], message }),
    );
  });

const config = readConfig('migrate', environment, process.env);
const log = createLogger('migrate', 'info');
const { DATABASE_URL, KEYS_DATABASE_URL, IDENTITY_DIR: identity } = config;
await Promise.all([migrate(DATABASE_URL, identity), migrateKeys(KEYS_DATABASE_URL, identity)]);
log.info('ready');
