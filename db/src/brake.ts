import type { Sql } from './connect.ts';

/** Where rate-limiter-flexible keeps its counts; every process sees the same ones. */
export const brakeTable = 'sign_in_brake';

type Query = { text: string; values: (string | number | null)[] };

/** A client in the form that rate-limiter-flexible asks for: that of package `pg`. The statements are its own. */
export const brakeStore = (sql: Sql) => ({
  query: async ({ text, values }: Query) => {
    // eslint-disable-next-line no-restricted-syntax -- the library's own constant statements, with parameters
    const rows = await sql.unsafe(text, values, { prepare: true });
    return { rows, rowCount: rows.count };
  },
});

/** Counts that nobody asks for any more. @returns how many */
export async function removeExpiredBrakes(sql: Sql): Promise<number> {
  const removed = await sql`delete from sign_in_brake where expire < extract(epoch from now()) * 1000`;
  return removed.count;
}

/** Which of these keys still count. */
export async function livingBrakes(sql: Sql, keys: readonly string[]): Promise<Set<string>> {
  const rows = await sql<{ key: string }[]>`
    select key from sign_in_brake
    where key = any(${[...keys]}) and points > 0 and expire > extract(epoch from now()) * 1000`;
  return new Set(rows.map(({ key }) => key));
}
