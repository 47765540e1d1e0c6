import type { OrganisationKind, Role } from '@visavis/protocol';
import type { Queryable, Transaction } from './connect.ts';

/** A person as their administrator knows them. */
export type Member = {
  id: string;
  organisationId: string;
  organisationKind: OrganisationKind;
  organisationName: string;
  email: string;
  name: string;
  roles: Role[];
  hasPassword: boolean;
  hasTotp: boolean;
  isDisabled: boolean;
  lastSignInAt: Date | null;
};

const columns = (sql: Queryable) => sql`
  u.id, u.organisation_id, o.kind as organisation_kind, o.name as organisation_name, u.email, u.name, u.roles,
  u.password_hash is not null as has_password, u.totp_secret_sealed is not null as has_totp,
  u.disabled_at is not null as is_disabled, u.last_sign_in_at`;

/** Of the organisations that the transaction sees, or of one of them. */
export async function listMembers(
  sql: Queryable,
  { organisationId, most }: { organisationId: string | undefined; most: number },
): Promise<Member[]> {
  return sql<Member[]>`
    select ${columns(sql)} from app_user u join organisation o on o.id = u.organisation_id
    ${organisationId === undefined ? sql`` : sql`where u.organisation_id = ${organisationId}`}
    order by o.name, o.id, u.name, u.id limit ${most}`;
}

/** Keeps others from changing the person until the transaction ends. */
export async function lockMember(sql: Transaction, userId: string): Promise<Member | undefined> {
  const [row] = await sql<Member[]>`
    select ${columns(sql)} from app_user u join organisation o on o.id = u.organisation_id
    where u.id = ${userId} for update of u`;
  return row;
}

export async function findMemberByEmail(sql: Queryable, email: string): Promise<string | undefined> {
  const [row] = await sql<{ id: string }[]>`select id from app_user where email = ${email.toLowerCase()}`;
  return row?.id;
}

/** The database ends the person's sessions with it. */
export async function disableMember(sql: Queryable, userId: string): Promise<void> {
  await sql`update app_user set disabled_at = now() where id = ${userId} and disabled_at is null`;
}

export async function enableMember(sql: Queryable, userId: string): Promise<void> {
  await sql`update app_user set disabled_at = null where id = ${userId}`;
}

/** The database ends the person's sessions with it. */
export async function setRoles(sql: Queryable, userId: string, roles: readonly Role[]): Promise<void> {
  await sql`update app_user set roles = ${[...roles]} where id = ${userId}`;
}

export async function noteSignIn(sql: Queryable, userId: string): Promise<void> {
  await sql`update app_user set last_sign_in_at = now() where id = ${userId}`;
}
