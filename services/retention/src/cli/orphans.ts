import { connect } from '@visavis/db';
import type { Config } from '../config.ts';
import { openStore } from '../objects/store.ts';
import { findOrphans, type Orphan } from '../sweep/orphans.ts';

export async function listOrphans(config: Config): Promise<Orphan[]> {
  const sql = connect(config.databaseUrl, 'visavis_retention', {
    connections: 1,
    identity: config.identity,
  });
  const store = openStore(config.store, config.identity);
  try {
    const found: Orphan[] = [];
    for await (const orphan of findOrphans({ sql, store })) found.push(orphan);
    return found;
  } finally {
    await sql.end({ timeout: 5 });
    store.client.destroy();
  }
}
