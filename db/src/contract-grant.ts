import type { Localized } from '@visavis/protocol';
import type { Queryable } from './connect.ts';

export type Grant = { organisationId: string; contractId: string; tenantId: string };

/** From now on the ident centre's agents are offered the contract's customers. @returns false when they were already */
export async function grantContract(sql: Queryable, grant: Grant): Promise<boolean> {
  const added = await sql`
    insert into contract_grant (organisation_id, contract_id, tenant_id)
    values (${grant.organisationId}, ${grant.contractId}, ${grant.tenantId}) on conflict do nothing`;
  return added.count === 1;
}

/** @returns false when there was none */
export async function withdrawGrant(
  sql: Queryable,
  { organisationId, contractId }: Omit<Grant, 'tenantId'>,
): Promise<boolean> {
  const removed = await sql`
    delete from contract_grant where organisation_id = ${organisationId} and contract_id = ${contractId}`;
  return removed.count === 1;
}

export type GrantedContract = {
  id: string;
  tenantId: string;
  tenantName: string;
  name: string;
  purpose: Localized;
  ruleset: string;
  rulesetVersion: number;
  status: 'draft' | 'live';
  /** The name is missing where the transaction does not see the ident centre. */
  grants: { organisationId: string; name: string | null; grantedAt: string }[];
};

/** Contracts of the tenants that the transaction sees. */
export async function listContractGrants(sql: Queryable): Promise<GrantedContract[]> {
  return sql<GrantedContract[]>`
    select c.id, c.tenant_id, t.name as tenant_name, c.name, c.purpose, c.ruleset, c.ruleset_version, c.status,
      coalesce((
        select jsonb_agg(jsonb_build_object(
            'organisationId', g.organisation_id, 'name', o.name,
            'grantedAt', to_char(g.granted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
          ) order by o.name, g.organisation_id)
        from contract_grant g left join organisation o on o.id = g.organisation_id
        where g.contract_id = c.id
      ), '[]') as grants
    from contract c join organisation t on t.id = c.tenant_id
    order by t.name, t.id, c.name, c.id`;
}
