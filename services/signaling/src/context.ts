import { connect, connectKeys, type Sql } from '@visavis/db';
import { createLogger, type Logger } from '@visavis/service-kit';
import { createBrakes, type Brakes } from './access/brakes.ts';
import { startPasswords, type Passwords } from './access/password/start.ts';
import { createPlaces, type Places } from './access/place.ts';
import { recordRefusals, type Refusals } from './access/refusals.ts';
import type { Config } from './config.ts';
import { listenToEvents, type Events } from './events.ts';
import { personalDataIn, type PersonalData } from './sealing/personal-data.ts';
import { connectStorage, type Storage } from './storage/storage.ts';

/** Everything a route or socket event needs, made once at start. */
export type Context = {
  config: Config;
  log: Logger;
  /** Main database under the signaling role: use `asTenant` or `asPlatform`, else no row is visible. */
  sql: Sql;
  /** Keys database. */
  keys: Sql;
  storage: Storage;
  personalData: PersonalData;
  events: Events;
  refusals: Refusals;
  passwords: Passwords;
  brakes: Brakes;
  places: Places;
};

export async function createContext(config: Config, log = createLogger('signaling', config.logLevel)) {
  const sql = connect(config.databaseUrl, 'visavis_signaling', { identity: config.identity });
  const keys = connectKeys(config.keysDatabaseUrl, 'visavis_signaling', config.identity);
  const context: Context = {
    config,
    log,
    sql,
    keys,
    storage: connectStorage(config.s3, config.identity),
    personalData: personalDataIn(keys, config.dataKek),
    events: await listenToEvents(sql),
    refusals: recordRefusals(sql, log),
    passwords: startPasswords(log, config.passwordPriority),
    brakes: createBrakes(sql, config.dataKek),
    places: createPlaces(config),
  };
  return context;
}

export async function closeContext(context: Context): Promise<void> {
  await context.refusals.flush();
  context.storage.close();
  context.passwords.close();
  await Promise.all([context.sql.end({ timeout: 5 }), context.keys.end({ timeout: 5 })]);
}
