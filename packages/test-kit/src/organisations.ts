import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { rulesetIds, type OrganisationKind, type Role } from '@visavis/protocol';
import type { TestDatabase } from './postgres.ts';

/*
 * Rows of organisations and who belongs to them, as provisioning and administrators leave them; written as the owner of
 * the schema, without what a real sign-in or signature would need.
 */

type Sql = TestDatabase['sql'];

const key = () =>
  JSON.stringify(generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey.export({ format: 'jwk' }));

export async function addOrganisationRow(
  sql: Sql,
  kind: OrganisationKind,
  { name = kind, resellerId = null }: { name?: string; resellerId?: string | null } = {},
): Promise<string> {
  const id = randomUUID();
  await sql`insert into organisation (id, kind, name, reseller_id) values (${id}, ${kind}, ${name}, ${resellerId})`;
  return id;
}

export type TenantRow = { tenantId: string; contractId: string };

/** A tenant with a live contract. */
export async function addTenantRow(
  sql: Sql,
  {
    name = 'Example Bank',
    resellerId = null,
    purgeOnAcknowledge = false,
  }: { name?: string; resellerId?: string | null; purgeOnAcknowledge?: boolean } = {},
): Promise<TenantRow> {
  const tenantId = await addOrganisationRow(sql, 'tenant', { name, resellerId });
  const contractId = randomUUID();
  await sql`
    insert into tenant (id, root_key, root_fingerprint) values (${tenantId}, ${key()}::text::jsonb, 'fingerprint')`;
  await sql`
    insert into contract (id, tenant_id, name, purpose, ruleset, ruleset_version, purge_on_acknowledge, status,
      recipient_list, recipient_list_version, live_at)
    values (${contractId}, ${tenantId}, 'Accounts', '{"de":"Kontoeröffnung","en":"Opening an account"}', 'basic', 1,
      ${purgeOnAcknowledge}, 'live', 'aaaa.bbbb.cccc', 1, now())`;
  return { tenantId, contractId };
}

/** An ident centre that was granted these contracts. */
export async function addCentreRow(sql: Sql, ...granted: TenantRow[]): Promise<string> {
  const organisationId = await addOrganisationRow(sql, 'ident_centre', { name: 'Example Ident Centre' });
  for (const { tenantId, contractId } of granted)
    await sql`
      insert into contract_grant (organisation_id, contract_id, tenant_id)
      values (${organisationId}, ${contractId}, ${tenantId})`;
  return organisationId;
}

export type PersonRow = { userId: string; organisationId: string };

/** What an agent needs before calls: every ruleset was taught, and the room attested. */
export async function addShiftRows(sql: Sql, { userId, organisationId }: PersonRow): Promise<void> {
  for (const ruleset of rulesetIds)
    await sql`
      insert into training (organisation_id, user_id, ruleset, valid_until)
      values (${organisationId}, ${userId}, ${ruleset}, current_date + 365)
      on conflict (user_id, ruleset) do update set valid_until = excluded.valid_until`;
  await sql`
    insert into agent_presence (user_id, organisation_id, attestation, attested_session, attested_at)
    values (${userId}, ${organisationId}, 'alone_in_closed_room', sha384(''), now())
    on conflict (user_id) do update set
      attestation = excluded.attestation, attested_session = excluded.attested_session, attested_at = now()`;
}

/** An agent may be called; whoever comes by a console has to attest the room all the same, once a session. */
export async function addPersonRow(
  sql: Sql,
  organisationId: string,
  { roles = ['agent'], name = 'Agent' }: { roles?: readonly Role[]; name?: string } = {},
): Promise<PersonRow> {
  const userId = randomUUID();
  await sql`
    insert into app_user (id, organisation_id, email, name, roles)
    values (${userId}, ${organisationId}, ${`${userId}@example.org`}, ${name}, ${[...roles]})`;
  if (roles.includes('agent')) await addShiftRows(sql, { userId, organisationId });
  return { userId, organisationId };
}

/**
 * A key of a person, approved unless `status` says otherwise, and certified by these tenants.
 * @returns its id
 */
export async function addDeviceRow(
  sql: Sql,
  { userId, organisationId }: PersonRow,
  {
    role = 'agent',
    status = 'approved',
    tenantIds = [],
  }: { role?: Role | undefined; status?: 'approved' | 'revoked'; tenantIds?: readonly string[] } = {},
): Promise<string> {
  const deviceId = randomUUID();
  await sql`
    insert into device (id, organisation_id, user_id, public_key, role, status, approved_at)
    values (${deviceId}, ${organisationId}, ${userId}, ${key()}::text::jsonb, ${role}, 'approved', now())`;
  for (const tenantId of tenantIds)
    await sql`
      insert into device_certificate (device_id, tenant_id, certificate, expires_at) values (${deviceId}, ${tenantId}, 'a.b.c', now() + interval '1 day')`;
  if (status === 'revoked')
    await sql`update device set status = 'revoked', revoked_at = now() where id = ${deviceId}`;
  return deviceId;
}

/**
 * A site of an ident centre, on this machine unless `range` says otherwise.
 * @param site its name, one of its own unless given; who of its agents is there
 * @returns its id
 */
export async function addSiteRow(
  sql: Sql,
  organisationId: string,
  { name, range = '127.0.0.0/8', agentIds = [] }: { name?: string; range?: string; agentIds?: string[] } = {},
): Promise<string> {
  const id = randomUUID();
  await sql`
    insert into site (id, organisation_id, name, ranges, attestations)
    values (${id}, ${organisationId}, ${name ?? id}, array[${range}::cidr], '{alone_in_closed_room}')`;
  await sql`update agent_presence set site_id = ${id} where user_id = any(${agentIds}::uuid[])`;
  return id;
}
