import type { Queryable } from './connect.ts';

/**
 * Spends a TOTP step: each once, and none before one that was used, whichever processes race.
 * @returns false when this or a later step was spent before
 */
export async function spendTotpStep(sql: Queryable, userId: string, step: number): Promise<boolean> {
  const spent = await sql`
    update app_user set totp_last_step = ${step} where id = ${userId} and totp_last_step < ${step}`;
  return spent.count === 1;
}

/** Shown to the person, not yet confirmed; the one before is void. */
export async function beginTotpEnrolment(
  sql: Queryable,
  userId: string,
  secretSealed: Buffer,
  minutes: number,
): Promise<void> {
  await sql`
    insert into totp_enrolment (user_id, secret_sealed, expires_at)
    values (${userId}, ${secretSealed}, now() + make_interval(mins => ${minutes}))
    on conflict (user_id) do update set secret_sealed = excluded.secret_sealed, expires_at = excluded.expires_at`;
}

export async function findTotpEnrolment(sql: Queryable, userId: string): Promise<Buffer | undefined> {
  const [row] = await sql<{ secretSealed: Buffer }[]>`
    select secret_sealed from totp_enrolment where user_id = ${userId} and expires_at > now() for update`;
  return row?.secretSealed;
}

/** The confirmed secret is the person's from now on. @param step of the code that confirmed it: spent with that */
export async function setTotp(
  sql: Queryable,
  userId: string,
  secretSealed: Buffer,
  step: number,
): Promise<void> {
  await sql`
    update app_user set totp_secret_sealed = ${secretSealed}, totp_last_step = ${step} where id = ${userId}`;
  await sql`delete from totp_enrolment where user_id = ${userId}`;
}

/** A new set; all before it are void. */
export async function replaceRecoveryCodes(
  sql: Queryable,
  userId: string,
  codesSha384: readonly Buffer[],
): Promise<void> {
  await sql`delete from recovery_code where user_id = ${userId}`;
  for (const hash of codesSha384)
    await sql`insert into recovery_code (user_id, code_sha384) values (${userId}, ${hash})`;
}

/** @returns false when it is none of the person's or was used */
export async function spendRecoveryCode(
  sql: Queryable,
  userId: string,
  codeSha384: Buffer,
): Promise<boolean> {
  const spent = await sql`
    update recovery_code set used_at = now()
    where user_id = ${userId} and code_sha384 = ${codeSha384} and used_at is null`;
  return spent.count === 1;
}

export async function countRecoveryCodes(sql: Queryable, userId: string): Promise<number> {
  const [row] = await sql<{ left: number }[]>`
    select count(*)::int as left from recovery_code where user_id = ${userId} and used_at is null`;
  return row?.left ?? 0;
}
