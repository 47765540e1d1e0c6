import type { PublicJwk } from '@visavis/protocol';
import type { Queryable } from './connect.ts';

export type Tenant = { id: string; name: string; rootKey: PublicJwk; rootFingerprint: string };

export async function findTenant(sql: Queryable, tenantId: string): Promise<Tenant | undefined> {
  const [row] = await sql<Tenant[]>`
    select id, name, root_key, root_fingerprint from tenant where id = ${tenantId}`;
  return row;
}

/** Only the owner of the schema may: tenants are provisioned, services do not make them. */
export async function addTenant(sql: Queryable, tenant: Tenant): Promise<void> {
  await sql`
    insert into tenant (id, name, root_key, root_fingerprint)
    values (${tenant.id}, ${tenant.name}, ${JSON.stringify(tenant.rootKey)}::text::jsonb, ${tenant.rootFingerprint})`;
}
