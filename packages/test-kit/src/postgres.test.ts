import { expect, test } from 'vitest';
import { emptyDatabase, testDatabase } from './postgres.ts';

test('databases of two test files do not see each other', async () => {
  const [one, other] = await Promise.all([emptyDatabase(), emptyDatabase()]);
  await one.sql`create table note (text text)`;
  expect(await one.sql`select to_regclass('note')::text as name`).toEqual([{ name: 'note' }]);
  expect(await other.sql`select to_regclass('note')::text as name`).toEqual([{ name: null }]);
  await Promise.all([one.drop(), other.drop()]);
});

test('clones of the migrated template come with the tables, and may be made at once', async () => {
  const databases = await Promise.all([testDatabase(), testDatabase(), testDatabase()]);
  for (const { sql } of databases) {
    const tables =
      await sql`select 1 from information_schema.tables where table_schema not in ('pg_catalog', 'information_schema')`;
    expect(tables.length).toBeGreaterThan(0);
  }
  await Promise.all(databases.map(({ drop }) => drop()));
});

test('drop removes the database although someone is connected', async () => {
  const database = await emptyDatabase();
  const other = await emptyDatabase();
  const { default: postgres } = await import('postgres');
  const stranger = postgres(database.url, { max: 1 });
  await stranger`select 1`;
  await database.drop();
  const name = new URL(database.url).pathname.slice(1);
  expect(await other.sql`select 1 from pg_database where datname = ${name}`).toEqual([]);
  await stranger.end({ timeout: 1 });
  await other.drop();
});
