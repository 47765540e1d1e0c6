import { connectAsOwner } from './connect.ts';

/**
 * Makes a database beside the one of `url`, unless it is there.
 * @param url of a login that may create databases
 * @returns the new database's URL
 */
export async function ensureDatabase(url: string, name: string): Promise<string> {
  const sql = connectAsOwner(url);
  try {
    const found = await sql`select 1 from pg_database where datname = ${name}`;
    if (found.length === 0) await sql`create database ${sql(name)}`;
  } finally {
    await sql.end();
  }
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.href;
}
