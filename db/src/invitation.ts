import type { Queryable } from './connect.ts';

export type Invitation = {
  userId: string;
  /** What the link sets; the rest has to be shown to be known. */
  setsPassword: boolean;
  setsTotp: boolean;
  expired: boolean;
  used: boolean;
};

/** The one before is void. */
export async function replaceInvitation(
  sql: Queryable,
  invitation: Pick<Invitation, 'userId' | 'setsPassword' | 'setsTotp'> & {
    tokenSha384: Buffer;
    hours: number;
  },
): Promise<void> {
  const { userId, tokenSha384, setsPassword, setsTotp, hours } = invitation;
  await sql`
    insert into invitation (user_id, token_sha384, sets_password, sets_totp, expires_at)
    values (${userId}, ${tokenSha384}, ${setsPassword}, ${setsTotp}, now() + make_interval(hours => ${hours}))
    on conflict (user_id) do update set token_sha384 = excluded.token_sha384,
      sets_password = excluded.sets_password, sets_totp = excluded.sets_totp,
      created_at = now(), expires_at = excluded.expires_at, used_at = null`;
}

/** Locked until the transaction ends, so that one of two who follow the link at once gets through. */
export async function lockInvitation(sql: Queryable, tokenSha384: Buffer): Promise<Invitation | undefined> {
  const [row] = await sql<Invitation[]>`
    select user_id, sets_password, sets_totp, expires_at <= now() as expired, used_at is not null as used
    from invitation where token_sha384 = ${tokenSha384} for update`;
  return row;
}

export async function spendInvitation(sql: Queryable, userId: string): Promise<void> {
  await sql`update invitation set used_at = now() where user_id = ${userId}`;
}

/** Of these people, who has a link that is good. */
export async function whoHasOpenInvitation(sql: Queryable, userIds: readonly string[]): Promise<Set<string>> {
  const rows = await sql<{ userId: string }[]>`
    select user_id from invitation where user_id = any(${[...userIds]}::uuid[]) and used_at is null and expires_at > now()`;
  return new Set(rows.map(({ userId }) => userId));
}
