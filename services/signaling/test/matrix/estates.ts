import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { operatorId } from '@visavis/db';
import { apiScopes, type Member, type OrganisationKind, type Role } from '@visavis/protocol';
import {
  addDeviceRow,
  addOrganisationRow,
  addPersonRow,
  addSiteRow,
  addTenantRow,
  type TestDatabase,
} from '@visavis/test-kit';
import { makeApiKey } from '../../src/access/api-key.ts';
import type { Context } from '../../src/context.ts';
import { addIdentification } from '../live/seed.ts';
import type { Stack } from '../stack.ts';

type Sql = TestDatabase['sql'];

/** All that may be asked for of one tenant and of who works for it, by id. */
export type Estate = {
  tenantId: string;
  contractId: string;
  resellerId: string;
  /** The ident centre of its calls. */
  centreId: string;
  agentId: string;
  /** Of the same ident centre; not in the call. */
  colleagueId: string;
  /** The agent's. */
  deviceId: string;
  /** Also the agent's; nothing goes on with it. */
  spareDeviceId: string;
  /** Sites of the ident centre; nobody is at the spare one. */
  siteId: string;
  spareSiteId: string;
  /** Over; its evidence may be fetched. */
  endedId: string;
  /** In a call. */
  identificationId: string;
  /** The customer's. */
  token: string;
  attemptId: string;
  artefactId: string;
  apiKeyId: string;
};

/** What nobody has. */
export const absent = (): Estate => ({
  tenantId: randomUUID(),
  contractId: randomUUID(),
  resellerId: randomUUID(),
  centreId: randomUUID(),
  agentId: randomUUID(),
  colleagueId: randomUUID(),
  deviceId: randomUUID(),
  spareDeviceId: randomUUID(),
  siteId: randomUUID(),
  spareSiteId: randomUUID(),
  endedId: randomUUID(),
  identificationId: randomUUID(),
  token: randomBytes(32).toString('base64url'),
  attemptId: randomUUID(),
  artefactId: randomUUID(),
  apiKeyId: randomUUID(),
});

export type Person = Member & { is: string; userId: string; organisationId: string };

const digest = () => createHash('sha384').update(randomUUID()).digest();

const addApiKey = (sql: Sql, tenantId: string) =>
  sql.begin(transaction => makeApiKey(transaction, { tenantId, label: 'test', scopes: apiScopes, days: 1 }));

async function addEnded(sql: Sql, estate: { tenantId: string; contractId: string }): Promise<string> {
  const { identificationId: id } = await addIdentification(sql, estate);
  await sql`update identification set state = 'cancelled', ended_at = now(), due_at = now() where id = ${id}`;
  return id;
}

async function addCall(
  context: Context,
  sql: Sql,
  estate: Pick<Estate, 'tenantId' | 'contractId' | 'centreId' | 'agentId' | 'deviceId'>,
  state: 'active' | 'aborted',
) {
  const { tenantId, centreId, agentId, deviceId } = estate;
  const { identificationId, token } = await addIdentification(sql, estate, context);
  const [attemptId, artefactId] = [randomUUID(), randomUUID()];
  await sql`
    update identification set state = 'waiting', queued_since = now(), consented_at = now(), consent_version = 1
    where id = ${identificationId}`;
  await sql`update identification set state = 'in_call' where id = ${identificationId}`;
  // accepted later than now: so nobody counts as away, however long the walk takes
  await sql`
    insert into attempt (id, tenant_id, identification_id, number, organisation_id, agent_id, device_id, state,
      accepted_at, offer_expires_at)
    values (${attemptId}, ${tenantId}, ${identificationId}, 1, ${centreId}, ${agentId}, ${deviceId}, ${state},
      now() + interval '1 hour', now())`;
  await sql`
    insert into artefact (id, tenant_id, identification_id, attempt_id, kind, key_commitment, wrapped_keys_sealed)
    values (${artefactId}, ${tenantId}, ${identificationId}, ${attemptId}, 'recording', ${digest()}, '')`;
  await sql`
    insert into segment (artefact_id, number, tenant_id, object_key, bytes, sha384, last, slot_expires_at, stored_at)
    values (${artefactId}, 0, ${tenantId}, ${artefactId}, 1, ${digest()}, true, now(), now())`;
  return { identificationId, token, attemptId, artefactId };
}

type Work = Pick<Estate, 'centreId' | 'agentId'>;

async function addEstate(
  context: Context,
  sql: Sql,
  resellerId: string | null,
  work?: Work,
): Promise<Estate> {
  const tenant = await addTenantRow(sql, { resellerId });
  const { tenantId, contractId } = tenant;
  const centreId = work?.centreId ?? (await addOrganisationRow(sql, 'ident_centre', { resellerId }));
  await sql`
    insert into contract_grant (organisation_id, contract_id, tenant_id)
    values (${centreId}, ${contractId}, ${tenantId})`;
  const agentId = work?.agentId ?? (await addPersonRow(sql, centreId)).userId;
  const agent = { userId: agentId, organisationId: centreId };
  const deviceId = await addDeviceRow(sql, agent, { tenantIds: [tenantId] });
  const estate = { tenantId, contractId, centreId, agentId, deviceId };
  const siteId = await addSiteRow(sql, centreId, { agentIds: [agentId] });
  return {
    ...estate,
    spareDeviceId: await addDeviceRow(sql, agent),
    colleagueId: (await addPersonRow(sql, centreId)).userId,
    siteId,
    spareSiteId: await addSiteRow(sql, centreId, { range: '192.0.2.0/24' }),
    resellerId: resellerId ?? randomUUID(),
    endedId: await addEnded(sql, tenant),
    apiKeyId: (await addApiKey(sql, tenantId)).id,
    // an agent has one call at a time
    ...(await addCall(context, sql, estate, work ? 'aborted' : 'active')),
  };
}

export type World = {
  estates: Record<'own' | 'granted' | 'other' | 'managed', Estate>;
  /** One of each role of each kind of organisation, at `own`; reseller of `managed`, operator. */
  people: Person[];
  apiKey: string;
};

export async function makeWorld({ context, database: { sql } }: Stack): Promise<World> {
  const resellerId = await addOrganisationRow(sql, 'reseller');
  const own = await addEstate(context, sql, null);
  const estates = {
    own,
    granted: await addEstate(context, sql, null, own),
    other: await addEstate(context, sql, null),
    managed: await addEstate(context, sql, resellerId),
  };
  const person = async (
    is: string,
    organisationKind: OrganisationKind,
    organisationId: string,
    role: Role,
  ): Promise<Person> => {
    const { userId } = await addPersonRow(sql, organisationId, { roles: [role] });
    return { is, userId, organisationId, organisationKind, roles: [role] };
  };
  const { centreId, tenantId, agentId } = own;
  const people: Person[] = [
    {
      is: 'agent of the call',
      userId: agentId,
      organisationId: centreId,
      organisationKind: 'ident_centre',
      roles: ['agent'],
    },
    await person('another agent', 'ident_centre', centreId, 'agent'),
    await person('supervisor', 'ident_centre', centreId, 'supervisor'),
    await person('administrator of the ident centre', 'ident_centre', centreId, 'administrator'),
    await person('compliance', 'tenant', tenantId, 'compliance'),
    await person('administrator of the tenant', 'tenant', tenantId, 'administrator'),
    await person('reseller', 'reseller', resellerId, 'reseller'),
    await person('operator', 'operator', operatorId, 'operator'),
  ];
  const { key: apiKey } = await addApiKey(sql, tenantId);
  return { estates, people, apiKey };
}
