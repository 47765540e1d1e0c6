import { randomUUID } from 'node:crypto';
import type { Role } from '@visavis/protocol';
import {
  addCentreRow,
  addDeviceRow,
  addPersonRow,
  addTenantRow,
  type PersonRow,
  type TenantRow,
  type TestDatabase,
} from '@visavis/test-kit';
import type { Context } from '../../src/context.ts';
import { newToken, tokenSha384 } from '../../src/domain/link.ts';
import { personPlace } from '../../src/sealing/personal-data.ts';

type Sql = TestDatabase['sql'];

/** A tenant with a live contract, and the ident centre that was granted it. */
export type Tenant = TenantRow & { centreId: string };

export async function addTenant(sql: Sql): Promise<Tenant> {
  const tenant = await addTenantRow(sql);
  return { ...tenant, centreId: await addCentreRow(sql, tenant) };
}

export type Agent = PersonRow & { deviceId: string };

/** An agent of the tenant's ident centre with a certified device; or a supervisor. */
export async function addAgent(
  sql: Sql,
  { tenantId, centreId }: Tenant,
  { roles = ['agent'], name = 'Agent' }: { roles?: Role[]; name?: string } = {},
): Promise<Agent> {
  const person = await addPersonRow(sql, centreId, { roles, name });
  const deviceId = await addDeviceRow(sql, person, { role: roles[0], tenantIds: [tenantId] });
  return { ...person, deviceId };
}

export type Link = { identificationId: string; token: string };

export const person = {
  givenNames: 'Erika',
  familyName: 'Mustermann',
  birthDate: '1964-08-12',
  nationality: 'DEU',
};

/** An ordered identification; with a context its person can be opened. */
export async function addIdentification(
  sql: Sql,
  { tenantId, contractId }: { tenantId: string; contractId: string },
  context?: Context,
): Promise<Link> {
  const identificationId = randomUUID();
  const token = newToken();
  await context?.personalData.createKey(identificationId);
  const sealed =
    (await context?.personalData.seal(identificationId, personPlace(identificationId), {
      v: 1,
      person,
      contact: { email: 'erika@example.org' },
    })) ?? Buffer.from('sealed');
  await sql`
    insert into identification (id, tenant_id, contract_id, ruleset, ruleset_version, language, person_sealed,
      token_sha384, link_expires_at)
    values (${identificationId}, ${tenantId}, ${contractId}, 'basic', 1, 'de', ${sealed}, ${tokenSha384(token)},
      now() + interval '1 day')`;
  return { identificationId, token };
}
