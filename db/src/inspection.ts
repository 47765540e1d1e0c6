import type { Sql } from './connect.ts';

/**
 * Every table that has a row in which a text stands anywhere, by name. Reads all rows: for proofs on small databases,
 * as the owner of the schema.
 */
export async function findRowsNaming(sql: Sql, text: string): Promise<string[]> {
  const tables = await sql<{ name: string }[]>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' order by table_name`;
  const found: string[] = [];
  for (const { name } of tables) {
    const rows =
      await sql`select 1 from ${sql(name)} as row where position(${text} in row::text) > 0 limit 1`;
    if (rows.length > 0) found.push(name);
  }
  return found;
}

/** Writes what the server holds in memory to its files, so that a search of them sees everything. As superuser. */
export async function flushToFiles(sql: Sql): Promise<void> {
  await sql`checkpoint`;
}

/** Puts a text in clear where a search of the raw files must find it. */
export async function plantText(sql: Sql, text: string): Promise<void> {
  await sql`create table if not exists planted (text text not null)`;
  await sql`insert into planted values (${text})`;
}

/** Control addresses of the media nodes that gave a sign of life in the last half minute. */
export async function liveControlUrls(sql: Sql): Promise<string[]> {
  const rows = await sql<{ controlUrl: string }[]>`
    select control_url from sfu_node where heartbeat_at > now() - interval '30 seconds' and not draining`;
  return rows.map(({ controlUrl }) => controlUrl);
}
