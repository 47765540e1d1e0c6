import { randomUUID } from 'node:crypto';
import { rolesOfKind, type OrganisationKind } from '@visavis/protocol';
import {
  addCentreRow,
  addDeviceRow,
  addOrganisationRow,
  addPersonRow,
  addTenantRow,
  testDatabase,
  type TestDatabase,
} from '@visavis/test-kit';
import { afterAll, beforeAll, expect, test } from 'vitest';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

/** The name of the rule that refused. */
const refusal = (query: PromiseLike<unknown>): Promise<string | undefined> =>
  Promise.resolve(query).then(
    () => undefined,
    (error: unknown) => (error as { constraint_name?: string }).constraint_name,
  );

test('the database knows the roles of each kind as the contract does', async () => {
  for (const kind of Object.keys(rolesOfKind) as OrganisationKind[]) {
    const [row] = await database.sql<{ roles: string[] }[]>`select roles_of(${kind}) as roles`;
    expect(row?.roles.sort(), kind).toEqual([...rolesOfKind[kind]].sort());
  }
});

test('nobody has a role that their organisation does not know, also not by a change', async () => {
  const { sql } = database;
  const { tenantId } = await addTenantRow(sql);
  expect(await refusal(addPersonRow(sql, tenantId, { roles: ['agent'] }))).toBe('roles_of_kind');
  const { userId } = await addPersonRow(sql, tenantId, { roles: ['compliance'] });
  expect(await refusal(sql`update app_user set roles = '{compliance,operator}' where id = ${userId}`)).toBe(
    'roles_of_kind',
  );
  expect(await refusal(sql`update organisation set kind = 'operator' where id = ${tenantId}`)).toBe(
    'kind_final',
  );
});

test('organisations stand only where their kind belongs', async () => {
  const { sql } = database;
  const { tenantId, contractId } = await addTenantRow(sql);
  const centreId = await addCentreRow(sql);
  const managed = (resellerId: string) => addOrganisationRow(sql, 'tenant', { resellerId });
  expect(await refusal(managed(tenantId))).toBe('organisation_reseller_id_reseller_kind_fkey');
  expect(await refusal(managed(await addOrganisationRow(sql, 'reseller')))).toBeUndefined();
  const grant = (organisationId: string, ofTenant: string) =>
    sql`
      insert into contract_grant (organisation_id, contract_id, tenant_id)
      values (${organisationId}, ${contractId}, ${ofTenant})`;
  expect(await refusal(grant(tenantId, tenantId))).toBe(
    'contract_grant_organisation_id_organisation_kind_fkey',
  );
  expect(await refusal(grant(centreId, (await addTenantRow(sql)).tenantId))).toBe(
    'contract_grant_contract_id_tenant_id_fkey',
  );
  const tenant = sql`insert into tenant (id, root_key, root_fingerprint) values (${centreId}, '{}', 'f')`;
  expect(await refusal(tenant)).toBe('tenant_id_kind_fkey');
});

test('a device is certified only once approved, by whom its person works for, and never after it was revoked', async () => {
  const { sql } = database;
  const [tenant, stranger] = [await addTenantRow(sql), await addTenantRow(sql)];
  const person = await addPersonRow(sql, await addCentreRow(sql, tenant));
  const certify = (deviceId: string, tenantId: string) =>
    sql`insert into device_certificate (device_id, tenant_id, certificate, expires_at) values (${deviceId}, ${tenantId}, 'c', now() + interval '1 day')`;
  const requested = randomUUID();
  await sql`
    insert into device (id, organisation_id, user_id, public_key)
    values (${requested}, ${person.organisationId}, ${person.userId}, '{}')`;
  const refused = 'certificate_of_approved_device';
  expect(await refusal(certify(requested, tenant.tenantId))).toBe(refused);
  const approved = await addDeviceRow(sql, person);
  expect(await refusal(certify(approved, stranger.tenantId))).toBe(refused);
  expect(await refusal(certify(approved, tenant.tenantId))).toBeUndefined();
  await sql`update device set status = 'revoked', revoked_at = now() where id = ${approved}`;
  expect(
    await refusal(sql`update device_certificate set certificate = 'd' where device_id = ${approved}`),
  ).toBe(refused);
  const again = sql`update device set status = 'approved', revoked_at = null where id = ${approved}`;
  expect(await refusal(again)).toBe('device_transition');
  const other = sql`update device set role = 'supervisor' where id = ${requested}`;
  expect(await refusal(other)).toBe('device_final');
});
