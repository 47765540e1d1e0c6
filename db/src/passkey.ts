import type { Queryable } from './connect.ts';

export type Passkey = {
  id: string;
  userId: string;
  credentialId: Buffer;
  publicKey: Buffer;
  counter: number;
  name: string;
  isSynced: boolean;
  createdAt: Date;
  usedAt: Date | null;
};

const columns = (sql: Queryable) => sql`
  id, user_id, credential_id, public_key, counter::float8 as counter, name, is_synced, created_at, used_at`;

/** @param userId whose answer it is for; null while that is not known. @returns its id */
export async function addPasskeyChallenge(
  sql: Queryable,
  { userId, challenge, seconds }: { userId: string | null; challenge: string; seconds: number },
): Promise<string> {
  const [row] = await sql<{ id: string }[]>`
    insert into passkey_challenge (user_id, challenge, expires_at)
    values (${userId}, ${challenge}, now() + make_interval(secs => ${seconds})) returning id`;
  if (!row) throw new Error('the challenge was not stored');
  return row.id;
}

/** Takes it away: whatever comes of the answer, it is good for no other. @returns undefined when there is none */
export async function takePasskeyChallenge(
  sql: Queryable,
  id: string,
  userId: string | null,
): Promise<string | undefined> {
  const [row] = await sql<{ challenge: string; isGood: boolean }[]>`
    delete from passkey_challenge where id = ${id} and user_id is not distinct from ${userId}
    returning challenge, expires_at > now() as is_good`;
  return row?.isGood ? row.challenge : undefined;
}

export async function removeExpiredChallenges(sql: Queryable): Promise<void> {
  await sql`delete from passkey_challenge where expires_at <= now()`;
}

export async function addPasskey(
  sql: Queryable,
  passkey: Pick<Passkey, 'userId' | 'credentialId' | 'publicKey' | 'counter' | 'name' | 'isSynced'>,
): Promise<boolean> {
  const { userId, credentialId, publicKey, counter, name, isSynced } = passkey;
  const added = await sql`
    insert into passkey (user_id, credential_id, public_key, counter, name, is_synced)
    values (${userId}, ${credentialId}, ${publicKey}, ${counter}, ${name}, ${isSynced})
    on conflict (credential_id) do nothing`;
  return added.count === 1;
}

/** A person's, the oldest first. */
export async function listPasskeys(sql: Queryable, userId: string): Promise<Passkey[]> {
  return sql<Passkey[]>`
    select ${columns(sql)} from passkey where user_id = ${userId} order by created_at, id`;
}

export async function findPasskey(
  sql: Queryable,
  userId: string,
  credentialId: Buffer,
): Promise<Passkey | undefined> {
  const [row] = await sql<Passkey[]>`
    select ${columns(sql)} from passkey where user_id = ${userId} and credential_id = ${credentialId}`;
  return row;
}

/**
 * It was used, and its authenticator has counted to `counter`; 0 if it never counts.
 * @returns false when it is not this person's, or counts no higher than before
 */
export async function usePasskey(
  sql: Queryable,
  userId: string,
  { id, counter }: Pick<Passkey, 'id' | 'counter'>,
): Promise<boolean> {
  const used = await sql`
    update passkey set counter = ${counter}, used_at = now()
    where id = ${id} and user_id = ${userId} and (counter < ${counter}::bigint or (counter = 0 and ${counter}::bigint = 0))`;
  return used.count === 1;
}

export async function renamePasskey(
  sql: Queryable,
  userId: string,
  id: string,
  name: string,
): Promise<boolean> {
  const renamed = await sql`update passkey set name = ${name} where id = ${id} and user_id = ${userId}`;
  return renamed.count === 1;
}

export async function removePasskey(sql: Queryable, userId: string, id: string): Promise<boolean> {
  const removed = await sql`delete from passkey where id = ${id} and user_id = ${userId}`;
  return removed.count === 1;
}
