import { emptyDatabase, testDatabase } from '@visavis/test-kit';
import { expect, test } from 'vitest';
import { connect, connectKeys, type Sql } from './connect.ts';

/** Over how many connections far more is asked than they can do at once. */
async function opened(sql: Sql): Promise<number> {
  const asked = Array.from(
    { length: 60 },
    () => sql<{ pid: number }[]>`select pg_backend_pid() as pid, pg_sleep(0.01)`,
  );
  return new Set((await Promise.all(asked)).map(([row]) => row?.pid)).size;
}

test('a pool has as many connections as docs/operations.md says, and who asks for more waits in order', async () => {
  const [main, keys] = await Promise.all([testDatabase(), emptyDatabase()]);
  const pools = [connect(main.url, 'visavis_signaling'), connectKeys(keys.url, 'visavis_signaling')] as const;
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
    expect(() => connectKeys(`postgres://db.bank.example/x?${query}`, 'visavis_signaling'), query).toThrow(
      'verify-full',
    );
});
