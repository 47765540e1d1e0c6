import { randomBytes, randomUUID } from 'node:crypto';
import type { Role } from '@visavis/protocol';
import type { TestDatabase } from '@visavis/test-kit';
import type { Context } from '../../src/context.ts';
import { newToken, tokenSha384 } from '../../src/domain/link.ts';
import { personPlace } from '../../src/sealing/personal-data.ts';

type Sql = TestDatabase['sql'];

const coordinate = () => randomBytes(48).toString('base64url');
const key = () => JSON.stringify({ kty: 'EC', crv: 'P-384', x: coordinate(), y: coordinate() });

export async function addTenant(sql: Sql): Promise<{ tenantId: string; contractId: string }> {
  const tenantId = randomUUID();
  const contractId = randomUUID();
  await sql`
    insert into tenant (id, name, root_key, root_fingerprint)
    values (${tenantId}, 'Example Bank', ${key()}::text::jsonb, 'fingerprint')`;
  await sql`
    insert into contract (id, tenant_id, name, purpose, ruleset, ruleset_version, status, recipient_list,
      recipient_list_version, live_at)
    values (${contractId}, ${tenantId}, 'Accounts', '{"de":"Kontoeröffnung","en":"Opening an account"}', 'basic', 1,
      'live', 'aaaa.bbbb.cccc', 1, now())`;
  return { tenantId, contractId };
}

export type Agent = { userId: string; tenantId: string; deviceId: string };

/** An agent with a certified device; or a supervisor. */
export async function addAgent(
  sql: Sql,
  tenantId: string,
  { roles = ['agent'], name = 'Agent' }: { roles?: Role[]; name?: string } = {},
): Promise<Agent> {
  const userId = randomUUID();
  await sql`
    insert into app_user (id, tenant_id, email, name, roles, password_hash, totp_secret_sealed)
    values (${userId}, ${tenantId}, ${`${userId}@example.org`}, ${name}, ${roles}, 'none', ''::bytea)`;
  return { userId, tenantId, deviceId: await addDevice(sql, { userId, tenantId }, roles[0]) };
}

/** Another key of the same person. @returns its id */
export async function addDevice(
  sql: Sql,
  { userId, tenantId }: { userId: string; tenantId: string },
  role = 'agent',
  status = 'certified',
): Promise<string> {
  const deviceId = randomUUID();
  await sql`
    insert into device (id, tenant_id, user_id, public_key, role, status, certificate, certified_at)
    values (${deviceId}, ${tenantId}, ${userId}, ${key()}::text::jsonb, ${role}, ${status},
      ${status === 'requested' ? null : 'a.b.c'}, now())`;
  return deviceId;
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
