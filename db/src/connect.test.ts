import { emptyDatabase, testDatabase } from '@visavis/test-kit';
import { expect, test } from 'vitest';
import { connect, connectKeys, type Sql } from './connect.ts';

/** How many connections there are once far more is asked for than they can do at once. */
async function opened(sql: Sql): Promise<number> {
  await Promise.all(Array.from({ length: 60 }, () => sql`select pg_sleep(0.01)`));
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from pg_stat_activity
    where datname = current_database() and backend_type = 'client backend' and query like '%pg_sleep%'`;
  return row?.count ?? 0;
}

test('a pool has as many connections as docs/operations.md says, and who asks for more waits in order', async () => {
  const [main, keys] = await Promise.all([testDatabase(), emptyDatabase()]);
  const pools = [connect(main.url, 'visavis_signaling'), connectKeys(keys.url)] as const;
  try {
    expect(await opened(pools[0])).toBe(10);
    expect(await opened(pools[1])).toBe(4);
  } finally {
    await Promise.all(pools.map(pool => pool.end()));
    await Promise.all([main.drop(), keys.drop()]);
  }
});

test('TLS to a database is with its certificate looked at, or it is refused', () => {
  for (const query of ['sslmode=require', 'sslmode=prefer', 'sslmode=no-verify', 'ssl=true'])
    expect(() => connectKeys(`postgres://db.bank.example/x?${query}`), query).toThrow('verify-full');
});
