import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { connectAsOwner, type DatabaseIdentity, type Sql } from './connect.ts';

/** Any constant will do, as long as all take the same advisory lock. */
const lockKey = 7_461_966;

const folder = (name: string) => fileURLToPath(new URL(`../${name}/`, import.meta.url));

/** Brings the main database up to date. Safe when several do at once. @throws when a published migration was changed. */
export const migrate = (url: string, identity?: DatabaseIdentity): Promise<void> =>
  apply(connectAsOwner(url, identity), folder('migrations'));

/** The same for the keys database. */
export const migrateKeys = (url: string, identity?: DatabaseIdentity): Promise<void> =>
  apply(connectAsOwner(url, identity), folder('migrations-keys'));

async function apply(sql: Sql, directory: string): Promise<void> {
  const names = (await readdir(directory)).filter(name => name.endsWith('.sql')).sort();
  const files = await Promise.all(
    names.map(async name => {
      const text = await readFile(`${directory}${name}`, 'utf8');
      return { name, text, sha256: createHash('sha256').update(text).digest('hex') };
    }),
  );
  try {
    await sql.begin(async transaction => {
      await transaction`select pg_advisory_xact_lock(${lockKey})`;
      await transaction`
        create table if not exists schema_migration (
          name text primary key, sha256 text not null, applied_at timestamptz not null default now()
        )`;
      const applied = new Map(
        (
          await transaction<{ name: string; sha256: string }[]>`select name, sha256 from schema_migration`
        ).map(row => [row.name, row.sha256]),
      );
      for (const { name, text, sha256 } of files) {
        const before = applied.get(name);
        if (before === sha256) continue;
        if (before !== undefined) throw new Error(`migration ${name} was changed after it was applied`);
        // eslint-disable-next-line no-restricted-syntax -- a migration of ours, out of its file
        await transaction.unsafe(text);
        await transaction`insert into schema_migration (name, sha256) values (${name}, ${sha256})`;
      }
    });
  } finally {
    await sql.end();
  }
}
