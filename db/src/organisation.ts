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

/** From now on the ident centre's agents are offered the contract's customers. Repeatable. */
export async function grantContract(
  sql: Queryable,
  grant: { organisationId: string; contractId: string; tenantId: string },
): Promise<void> {
  await sql`
    insert into contract_grant (organisation_id, contract_id, tenant_id)
    values (${grant.organisationId}, ${grant.contractId}, ${grant.tenantId}) on conflict do nothing`;
}
