import type { Queryable, Sql } from './connect.ts';

const channel = 'identification';

/** Tells every listening process, when the transaction commits, that this identification changed. */
export async function notifyIdentification(sql: Queryable, identificationId: string): Promise<void> {
  await sql`select pg_notify(${channel}, ${identificationId})`;
}

/** Calls `listener` with the hash of each session's id, hexadecimal, that was ended. */
export async function onSessionEnded(sql: Sql, listener: (hash: string) => void): Promise<void> {
  await sql.listen('session_ended', listener);
}

/** Calls `listener` with the id of each device that was revoked. */
export async function onDeviceRevoked(sql: Sql, listener: (deviceId: string) => void): Promise<void> {
  await sql.listen('device_revoked', listener);
}

/** Calls `listener` with the id of each organisation whose sites have changed. */
export async function onSitesChanged(sql: Sql, listener: (organisationId: string) => void): Promise<void> {
  await sql.listen('sites_changed', listener);
}

/** Calls `listener` for each notice. Takes a connection of its own, which is made anew when it is cut. */
export async function onIdentification(
  sql: Sql,
  listener: (identificationId: string) => void,
): Promise<void> {
  await sql.listen(channel, listener);
}
