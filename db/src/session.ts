import type { Queryable } from './connect.ts';

/** How long a session lasts: without use, and at most. */
export const sessionIdleMinutes = 15;
export const sessionHoursMost = 10;

/** The data of a session that has not expired. `idSha384` is the hash of its id: the id itself is nowhere. */
export async function findSession(sql: Queryable, idSha384: Buffer): Promise<unknown> {
  const [row] = await sql<{ data: unknown }[]>`
    select data from session where id_sha384 = ${idSha384} and expires_at > now()`;
  return row?.data;
}

/** Writes the session and counts as use. */
export async function saveSession(
  sql: Queryable,
  idSha384: Buffer,
  data: unknown,
  userId: string | null,
): Promise<void> {
  await sql`
    insert into session (id_sha384, user_id, data, expires_at)
    values (${idSha384}, ${userId}, ${JSON.stringify(data)}::text::jsonb, now() + make_interval(mins => ${sessionIdleMinutes}))
    on conflict (id_sha384) do update set
      data = excluded.data,
      user_id = excluded.user_id,
      seen_at = now(),
      expires_at = least(now() + make_interval(mins => ${sessionIdleMinutes}),
                         session.created_at + make_interval(hours => ${sessionHoursMost}))`;
}

/** Counts as use. An expired session stays expired. */
export async function touchSession(sql: Queryable, idSha384: Buffer): Promise<void> {
  await sql`
    update session set
      seen_at = now(),
      expires_at = least(now() + make_interval(mins => ${sessionIdleMinutes}),
                         created_at + make_interval(hours => ${sessionHoursMost}))
    where id_sha384 = ${idSha384} and expires_at > now()`;
}

export async function removeSession(sql: Queryable, idSha384: Buffer): Promise<void> {
  await sql`delete from session where id_sha384 = ${idSha384}`;
}

/** Ends a person's sessions, but for the one named. */
export async function removeSessionsOf(
  sql: Queryable,
  userId: string,
  exceptIdSha384?: Buffer,
): Promise<void> {
  await sql`
    delete from session where user_id = ${userId} and id_sha384 is distinct from ${exceptIdSha384 ?? null}`;
}

/** @returns how many were removed */
export async function removeExpiredSessions(sql: Queryable): Promise<number> {
  const removed = await sql`delete from session where expires_at <= now()`;
  return removed.count;
}
