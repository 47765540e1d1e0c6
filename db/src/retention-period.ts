import type { Queryable, Transaction } from './connect.ts';

/** Ended identifications of the contract whose due date `days` would bring forward, and how many would be due now. */
export async function previewRetention(
  sql: Queryable,
  contractId: string,
  days: number,
): Promise<{ moved: number; dueAtOnce: number }> {
  const [row] = await sql<{ moved: number; dueAtOnce: number }[]>`
    select count(*)::int as moved,
      count(*) filter (where ended_at + make_interval(hours => 24 * ${days}::int) <= now())::int as due_at_once
    from identification
    where contract_id = ${contractId} and purge_claimed_at is null
      and ended_at + make_interval(hours => 24 * ${days}::int) < due_at`;
  return row ?? { moved: 0, dueAtOnce: 0 };
}

/** Due dates only ever move forward in time towards today here: what exists is never kept longer than it was told. */
export async function changeRetention(
  sql: Transaction,
  contractId: string,
  days: number,
): Promise<{ moved: number }> {
  await sql`update contract set retention_days = ${days} where id = ${contractId}`;
  const moved = await sql`
    update identification set due_at = ended_at + make_interval(hours => 24 * ${days}::int)
    where contract_id = ${contractId} and purge_claimed_at is null
      and ended_at + make_interval(hours => 24 * ${days}::int) < due_at`;
  return { moved: moved.count };
}
