import type { OrganisationKind } from '@visavis/protocol';
import type { Queryable } from './connect.ts';

export type Organisation = { id: string; kind: OrganisationKind; name: string };

/** Who runs the installation; there from the first migration on. */
export const operatorId = '00000000-0000-4000-8000-000000000001';

export async function addOrganisation(
  sql: Queryable,
  { id, kind, name, resellerId = null }: Organisation & { resellerId?: string | null },
): Promise<void> {
  await sql`
    insert into organisation (id, kind, name, reseller_id) values (${id}, ${kind}, ${name}, ${resellerId})`;
}

export async function findOrganisation(sql: Queryable, id: string): Promise<Organisation | undefined> {
  const [row] = await sql<Organisation[]>`select id, kind, name from organisation where id = ${id}`;
  return row;
}

/** The transaction's own organisation, or one that it manages: others can be seen without being administered. */
export async function findManagedOrganisation(sql: Queryable, id: string): Promise<Organisation | undefined> {
  const [row] = await sql<Organisation[]>`
    select id, kind, name from organisation where id = ${id} and (id = current_organisation() or manages(id))`;
  return row;
}

export async function renameOrganisation(sql: Queryable, id: string, name: string): Promise<void> {
  await sql`update organisation set name = ${name} where id = ${id}`;
}

export type ListedOrganisation = Organisation & {
  resellerId: string | null;
  rootFingerprint: string | null;
  users: number;
  createdAt: Date;
};

/** Those that the transaction sees. */
export async function listOrganisations(sql: Queryable): Promise<ListedOrganisation[]> {
  return sql<ListedOrganisation[]>`
    select o.id, o.kind, o.name, o.reseller_id, o.created_at, t.root_fingerprint,
      (select count(*)::int from app_user u where u.organisation_id = o.id) as users
    from organisation o left join tenant t on t.id = o.id
    order by array_position(array['operator', 'reseller', 'tenant', 'ident_centre'], o.kind), o.name, o.id`;
}
