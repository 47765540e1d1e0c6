import { connect, connectKeys, type Sql } from '@visavis/db';
import type { SigningKey } from '@visavis/receipts';
import type { Logger } from '@visavis/service-kit';
import type { Config } from './config.ts';
import { openStore, type ObjectStore } from './objects/store.ts';
import { loadSigningKey } from './signing-key.ts';

export interface Context {
  sql: Sql;
  keys: Sql;
  store: ObjectStore;
  signingKey: SigningKey;
  uploadGraceMs: number;
  log: Logger;
}

/** @throws Error when the signing key cannot be used; connections are made at first use */
export async function openContext(config: Config, log: Logger): Promise<Context> {
  const signingKey = await loadSigningKey(config.signingKey.file, config.signingKey.create);
  return {
    sql: connect(config.databaseUrl, 'visavis_retention', { identity: config.identity }),
    keys: connectKeys(config.keysDatabaseUrl, 'visavis_retention', config.identity),
    store: openStore(config.store, config.identity),
    signingKey,
    uploadGraceMs: config.uploadGraceMs,
    log,
  };
}

export async function closeContext({ sql, keys, store }: Context): Promise<void> {
  await Promise.all([sql.end({ timeout: 5 }), keys.end({ timeout: 5 })]);
  store.client.destroy();
}
