import type { Role } from '@visavis/protocol';
import type { Queryable } from './connect.ts';

/** A staff member as every request knows them. */
export type StaffUser = {
  id: string;
  tenantId: string;
  tenantName: string;
  email: string;
  name: string;
  roles: Role[];
};

/** What a sign-in is judged by. */
export type Credentials = {
  userId: string;
  tenantId: string;
  passwordHash: string;
  totpSecretSealed: Buffer;
};

export async function findStaff(sql: Queryable, userId: string): Promise<StaffUser | undefined> {
  const [row] = await sql<StaffUser[]>`
    select u.id, u.tenant_id, t.name as tenant_name, u.email, u.name, u.roles
    from app_user u join tenant t on t.id = u.tenant_id
    where u.id = ${userId}`;
  return row;
}

/**
 * Begins a sign-in. It counts as failed until it has succeeded, so that many at once do not slip past the lock: from
 * the third in a row on the account is locked for 2, 4, 8 … seconds, at most 15 minutes. A locked account admits none
 * and counts none.
 * @param email in lower case
 */
export async function beginSignIn(
  sql: Queryable,
  email: string,
): Promise<{ admitted: boolean; credentials: Credentials | undefined }> {
  const columns = sql`id as user_id, tenant_id, password_hash, totp_secret_sealed`;
  const [admitted] = await sql<Credentials[]>`
    update app_user set
      failed_sign_ins = failed_sign_ins + 1,
      locked_until = case when failed_sign_ins >= 2
        then now() + make_interval(secs => least(900, power(2, least(failed_sign_ins - 1, 10)))) end
    where email = ${email} and (locked_until is null or locked_until <= now())
    returning ${columns}`;
  if (admitted) return { admitted: true, credentials: admitted };
  const [locked] = await sql<Credentials[]>`select ${columns} from app_user where email = ${email}`;
  return { admitted: false, credentials: locked };
}

/**
 * Ends an admitted sign-in whose factors were right: spends the TOTP step and forgets the failures.
 * @returns false when this or a later step was spent before
 */
export async function spendTotpStep(sql: Queryable, userId: string, step: number): Promise<boolean> {
  const spent = await sql`
    update app_user set totp_last_step = ${step}, failed_sign_ins = 0, locked_until = null
    where id = ${userId} and totp_last_step < ${step}`;
  return spent.count === 1;
}

export type NewStaff = {
  id: string;
  tenantId: string;
  email: string;
  name: string;
  roles: readonly Role[];
  passwordHash: string;
  totpSecretSealed: Buffer;
};

export async function addStaff(sql: Queryable, user: NewStaff): Promise<void> {
  await sql`
    insert into app_user (id, tenant_id, email, name, roles, password_hash, totp_secret_sealed)
    values (${user.id}, ${user.tenantId}, ${user.email.toLowerCase()}, ${user.name}, ${[...user.roles]},
      ${user.passwordHash}, ${user.totpSecretSealed})`;
}
