import type { OrganisationKind, Role } from '@visavis/protocol';
import type { Queryable } from './connect.ts';

/** A staff member as every request knows them. */
export type StaffUser = {
  id: string;
  organisationId: string;
  organisationKind: OrganisationKind;
  organisationName: string;
  email: string;
  name: string;
  roles: Role[];
  /** Until it is changed, nothing else is allowed. */
  passwordMustChange: boolean;
};

/** What a sign-in is judged by. */
export type Credentials = {
  userId: string;
  passwordHash: string | null;
  totpSecretSealed: Buffer | null;
};

/** Nobody for an account that is disabled. */
export async function findStaff(sql: Queryable, userId: string): Promise<StaffUser | undefined> {
  const [row] = await sql<StaffUser[]>`
    select u.id, u.organisation_id, o.kind as organisation_kind, o.name as organisation_name, u.email, u.name, u.roles,
      u.password_must_change
    from app_user u join organisation o on o.id = u.organisation_id
    where u.id = ${userId} and u.disabled_at is null`;
  return row;
}

/** @param email in lower case */
export async function findCredentials(sql: Queryable, email: string): Promise<Credentials | undefined> {
  const [row] = await sql<Credentials[]>`
    select id as user_id, password_hash, totp_secret_sealed from app_user where email = ${email}`;
  return row;
}

export type NewStaff = {
  id: string;
  organisationId: string;
  email: string;
  name: string;
  roles: readonly Role[];
  /** Null for who is invited. */
  passwordHash: string | null;
  passwordMustChange: boolean;
  totpSecretSealed: Buffer | null;
};

export async function addStaff(sql: Queryable, user: NewStaff): Promise<void> {
  await sql`
    insert into app_user (id, organisation_id, email, name, roles, password_hash, password_must_change, totp_secret_sealed)
    values (${user.id}, ${user.organisationId}, ${user.email.toLowerCase()}, ${user.name}, ${[...user.roles]},
      ${user.passwordHash}, ${user.passwordMustChange}, ${user.totpSecretSealed})`;
}

/** The person's own choice: nobody else knows it. */
export async function setPassword(sql: Queryable, userId: string, passwordHash: string): Promise<void> {
  await sql`
    update app_user set password_hash = ${passwordHash}, password_must_change = false where id = ${userId}`;
}

/** The last ten, the present one among them. */
export async function listPasswordHashes(sql: Queryable, userId: string): Promise<string[]> {
  const rows = await sql<{ passwordHash: string }[]>`
    select password_hash from password_history where user_id = ${userId} order by id desc`;
  return rows.map(({ passwordHash }) => passwordHash);
}

/** What is forgotten here opens nothing from now on. */
export async function forgetCredentials(
  sql: Queryable,
  userId: string,
  { password, totp }: { password: boolean; totp: boolean },
): Promise<void> {
  if (password)
    await sql`update app_user set password_hash = null, password_must_change = false where id = ${userId}`;
  if (!totp) return;
  await sql`update app_user set totp_secret_sealed = null where id = ${userId}`;
  await sql`delete from recovery_code where user_id = ${userId}`;
  await sql`delete from totp_enrolment where user_id = ${userId}`;
  await sql`delete from passkey where user_id = ${userId}`;
}
