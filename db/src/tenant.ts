import type { PublicJwk } from '@visavis/protocol';
import type { Queryable } from './connect.ts';

/** An organisation of kind `tenant`, with the root that all its certificates and lists are signed by. */
export type Tenant = { id: string; name: string; rootKey: PublicJwk; rootFingerprint: string };

export async function findTenant(sql: Queryable, tenantId: string): Promise<Tenant | undefined> {
  const [row] = await sql<Tenant[]>`
    select t.id, o.name, t.root_key, t.root_fingerprint
    from tenant t join organisation o on o.id = t.id where t.id = ${tenantId}`;
  return row;
}

/**
 * From now on the organisation of kind `tenant` can have contracts: its root is known, and stays.
 * @returns false when it has one
 */
export async function setTenantRoot(
  sql: Queryable,
  { id, rootKey, rootFingerprint }: Omit<Tenant, 'name'>,
): Promise<boolean> {
  const added = await sql`
    insert into tenant (id, root_key, root_fingerprint)
    values (${id}, ${JSON.stringify(rootKey)}::text::jsonb, ${rootFingerprint}) on conflict do nothing`;
  return added.count === 1;
}
