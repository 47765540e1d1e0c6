import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Queryable } from './connect.ts';

/**
 * Migrations of this release that a database does not have yet, all of them when it is empty.
 * @param folder `migrations` or `migrations-keys`
 */
export async function missingMigrations(
  sql: Queryable,
  folder: 'migrations' | 'migrations-keys',
): Promise<string[]> {
  const [{ present } = { present: false }] = await sql<{ present: boolean }[]>`
    select to_regclass('schema_migration') is not null as present`;
  const rows = present ? await sql<{ name: string }[]>`select name from schema_migration` : [];
  const applied = new Set(rows.map(({ name }) => name));
  const names = await readdir(fileURLToPath(new URL(`../${folder}/`, import.meta.url)));
  return names.filter(name => name.endsWith('.sql') && !applied.has(name)).sort();
}

export interface NodeState {
  controlUrl: string;
  announcedAddresses: string[];
  capacity: number;
  load: number;
  draining: boolean;
  /** Seconds since it was last heard of. */
  silentSeconds: number;
}

/** Every media node that is entered, alive or not. */
export const listNodes = (sql: Queryable): Promise<NodeState[]> => sql<NodeState[]>`
  select control_url, announced_addresses, capacity, load, draining,
    extract(epoch from now() - heartbeat_at)::float8 as silent_seconds
  from sfu_node order by started_at`;
