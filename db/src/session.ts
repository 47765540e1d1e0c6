import type { SecondFactor } from '@visavis/protocol';
import type { Queryable } from './connect.ts';
import type { HashedPlace } from './known-place.ts';

/** How long a session lasts: without use, and at most. */
export const sessionIdleMinutes = 15;
export const sessionHoursMost = 10;

/** The data of a session that has not expired. `idSha384` is the hash of its id: the id itself is nowhere. */
export async function findSession(sql: Queryable, idSha384: Buffer): Promise<unknown> {
  const [row] = await sql<{ data: unknown }[]>`
    select data from session where id_sha384 = ${idSha384} and expires_at > now()`;
  return row?.data;
}

/** A second factor that was shown in a session, and where: there it holds, for a while. */
export type Confirmation = HashedPlace & { by: SecondFactor['kind'] };

/** Writes a session that has begun just now, with what was shown to begin it. */
export async function addSession(
  sql: Queryable,
  idSha384: Buffer,
  data: unknown,
  userId: string | null,
  confirmation: Confirmation | null,
): Promise<void> {
  const { by, browser, network } = confirmation ?? { by: null, browser: null, network: null };
  await sql`
    insert into session (id_sha384, user_id, data, expires_at, confirmed_by, confirmed_browser, confirmed_network)
    values (${idSha384}, ${userId}, ${JSON.stringify(data)}::text::jsonb, now() + make_interval(mins => ${sessionIdleMinutes}),
      ${by}, ${browser}, ${network})
    on conflict (id_sha384) do update set
      data = excluded.data, user_id = excluded.user_id, confirmed_by = excluded.confirmed_by,
      confirmed_browser = excluded.confirmed_browser, confirmed_network = excluded.confirmed_network`;
}

/** What has changed in a session that was there before: one that was ended meanwhile does not come back. */
export async function changeSession(sql: Queryable, idSha384: Buffer, data: unknown): Promise<void> {
  await sql`
    update session set data = ${JSON.stringify(data)}::text::jsonb
    where id_sha384 = ${idSha384} and expires_at > now()`;
}

/** Counts as use of these sessions. An expired one stays expired. @param hashes of their ids, hexadecimal */
export async function useSessions(sql: Queryable, hashes: readonly string[]): Promise<void> {
  await sql`
    update session set
      seen_at = now(),
      expires_at = least(now() + make_interval(mins => ${sessionIdleMinutes}),
                         created_at + make_interval(hours => ${sessionHoursMost}))
    where id_sha384 in (select decode(hash, 'hex') from unnest(${[...hashes]}::text[]) hash) and expires_at > now()`;
}

/** Those of these sessions that are not over. @param hashes of their ids, hexadecimal */
export async function livingSessions(sql: Queryable, hashes: readonly string[]): Promise<Set<string>> {
  const rows = await sql<{ hash: string }[]>`
    select encode(id_sha384, 'hex') as hash from session
    where id_sha384 in (select decode(hash, 'hex') from unnest(${[...hashes]}::text[]) hash) and expires_at > now()`;
  return new Set(rows.map(({ hash }) => hash));
}

/** How long until it is over unless it is used; undefined when it is. */
export async function sessionSecondsLeft(sql: Queryable, idSha384: Buffer): Promise<number | undefined> {
  const [row] = await sql<{ seconds: number }[]>`
    select floor(extract(epoch from expires_at - now()))::int as seconds
    from session where id_sha384 = ${idSha384} and expires_at > now()`;
  return row?.seconds;
}

/** A second factor was shown in it just now. */
export async function confirmSession(
  sql: Queryable,
  idSha384: Buffer,
  { by, browser, network }: Confirmation,
): Promise<void> {
  await sql`
    update session set confirmed_at = now(), confirmed_by = ${by},
      confirmed_browser = ${browser}, confirmed_network = ${network}
    where id_sha384 = ${idSha384} and expires_at > now()`;
}

/** Which second factor was shown in it, in this place, within the last so many minutes; undefined: none. */
export async function findConfirmation(
  sql: Queryable,
  idSha384: Buffer,
  { browser, network }: HashedPlace,
  minutes: number,
): Promise<SecondFactor['kind'] | undefined> {
  const [row] = await sql<{ by: SecondFactor['kind'] }[]>`
    select confirmed_by as by from session where id_sha384 = ${idSha384} and expires_at > now()
      and confirmed_at > now() - make_interval(mins => ${minutes})
      and confirmed_browser = ${browser} and confirmed_network = ${network}`;
  return row?.by;
}

export type PersonsSession = {
  handle: string;
  data: unknown;
  createdAt: Date;
  seenAt: Date;
  isThis: boolean;
};

/** A person's sessions, the one used last first. @param thisSha384 of the one that asks */
export async function listSessions(
  sql: Queryable,
  userId: string,
  thisSha384: Buffer,
): Promise<PersonsSession[]> {
  return sql<PersonsSession[]>`
    select handle, data, created_at, seen_at, id_sha384 = ${thisSha384} as is_this
    from session where user_id = ${userId} and expires_at > now() order by seen_at desc`;
}

/** Ends one of a person's sessions. @returns false when they have none of that handle */
export async function endSession(sql: Queryable, userId: string, handle: string): Promise<boolean> {
  const ended = await sql`
    delete from session where user_id = ${userId} and handle = ${handle} and expires_at > now()`;
  return ended.count === 1;
}

/** Ends a person's sessions, but for the one named. @returns how many */
export async function removeSessionsOf(
  sql: Queryable,
  userId: string,
  exceptIdSha384?: Buffer,
): Promise<number> {
  const ended = await sql`
    delete from session where user_id = ${userId} and id_sha384 is distinct from ${exceptIdSha384 ?? null}`;
  return ended.count;
}

export async function removeSession(sql: Queryable, idSha384: Buffer): Promise<void> {
  await sql`delete from session where id_sha384 = ${idSha384}`;
}

/** @returns how many were removed */
export async function removeExpiredSessions(sql: Queryable): Promise<number> {
  const removed = await sql`delete from session where expires_at <= now()`;
  return removed.count;
}
