/**
 * Brings both databases up to date and ends: the one program that has the logins of their owners. Services start after
 * it, with logins that own nothing.
 */
import { migrate, migrateKeys } from '@visavis/db';
import { createLogger, readConfig } from '@visavis/service-kit';
import { z } from 'zod';

const environment = z.object({ DATABASE_URL: z.url(), KEYS_DATABASE_URL: z.url() });

const config = readConfig('migrate', environment, process.env);
const log = createLogger('migrate', 'info');
await Promise.all([migrate(config.DATABASE_URL), migrateKeys(config.KEYS_DATABASE_URL)]);
log.info('ready');
