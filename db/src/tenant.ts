import type { PublicJwk } from '@visavis/protocol';
import type { Queryable } from './connect.ts';
import { addOrganisation } from './organisation.ts';

/** An organisation of kind `tenant`, with the root that all its certificates and lists are signed by. */
export type Tenant = { id: string; name: string; rootKey: PublicJwk; rootFingerprint: string };

export async function findTenant(sql: Queryable, tenantId: string): Promise<Tenant | undefined> {
  const [row] = await sql<Tenant[]>`
    select t.id, o.name, t.root_key, t.root_fingerprint
    from tenant t join organisation o on o.id = t.id where t.id = ${tenantId}`;
  return row;
}

/** Both the organisation and the tenant that it is. */
export async function addTenant(
  sql: Queryable,
  tenant: Tenant & { resellerId?: string | null },
): Promise<void> {
  const { id, name, resellerId = null } = tenant;
  await addOrganisation(sql, { id, kind: 'tenant', name, resellerId });
  await sql`
    insert into tenant (id, root_key, root_fingerprint)
    values (${id}, ${JSON.stringify(tenant.rootKey)}::text::jsonb, ${tenant.rootFingerprint})`;
}
