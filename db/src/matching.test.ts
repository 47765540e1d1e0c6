import { randomUUID } from 'node:crypto';
import {
  addCentreRow,
  addDeviceRow,
  addPersonRow,
  addShiftRows,
  addTenantRow,
  testDatabase,
  type TenantRow,
  type TestDatabase,
} from '@visavis/test-kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asPlatform, connect, type Sql } from './connect.ts';
import { matchNext, type Match } from './matching.ts';

let database: TestDatabase;
let pools: Sql[];
beforeAll(async () => {
  database = await testDatabase();
  // as many processes that match at once
  pools = Array.from({ length: 4 }, () => connect(database.url, 'visavis_signaling', { connections: 2 }));
});
afterAll(async () => {
  await Promise.all(pools.map(pool => pool.end()));
  await database.drop();
});

const times = { staleSeconds: 30, offerSeconds: 20 };
const matchOn = (pool: Sql) => asPlatform(pool, sql => matchNext(sql, times));

async function matchAll(pool: Sql): Promise<Match[]> {
  const found: Match[] = [];
  for (let match = await matchOn(pool); match; match = await matchOn(pool)) found.push(match);
  return found;
}

/** A tenant and an ident centre of its own, with so many agents ready and customers waiting, the first one longest. */
async function floor(agents: number, customers: number) {
  const { sql } = database;
  const tenant = await addTenantRow(sql);
  const centreId = await addCentreRow(sql, tenant);
  const agentIds: string[] = [];
  for (let agent = 0; agent < agents; agent += 1) agentIds.push(await addReady(centreId, tenant.tenantId));
  return { agentIds, customerIds: await addWaiting(tenant, customers), tenant, centreId };
}

/** @returns an agent of the centre who is ready, certified by these tenants */
async function addReady(centreId: string, ...tenantIds: string[]): Promise<string> {
  const { sql } = database;
  const person = await addPersonRow(sql, centreId);
  const deviceId = await addDeviceRow(sql, person, { tenantIds });
  await sql`
    update agent_presence set device_id = ${deviceId}, connection_id = gen_random_uuid(), status = 'ready'
    where user_id = ${person.userId}`;
  return person.userId;
}

async function addWaiting({ tenantId, contractId }: TenantRow, customers: number): Promise<string[]> {
  const { sql } = database;
  const customerIds = Array.from({ length: customers }, () => randomUUID());
  for (const [index, id] of customerIds.entries()) {
    await sql`
      insert into identification (id, tenant_id, contract_id, ruleset, ruleset_version, language, state, person_sealed,
        token_sha384, link_expires_at, queued_since, consented_at)
      values (${id}, ${tenantId}, ${contractId}, 'basic', 1, 'de', 'waiting', '', sha384(''),
        now() + interval '1 day', now() - make_interval(secs => ${1000 - index}), now())`;
    await sql`
      insert into customer_presence (identification_id, tenant_id, connection_id)
      values (${id}, ${tenantId}, gen_random_uuid())`;
  }
  return customerIds;
}

/** In the order of the customers given; what is left over from another test does not count. */
const ofCustomers = (matches: Match[], ids: string[]) =>
  matches.filter(match => ids.includes(match.identificationId));

test('processes that match at once give every agent one customer, the longest-waiting ones first', async () => {
  const { agentIds, customerIds } = await floor(12, 30);
  const matches = ofCustomers((await Promise.all(pools.map(matchAll))).flat(), customerIds);
  expect(matches.map(match => match.identificationId).sort()).toEqual(customerIds.slice(0, 12).sort());
  expect(matches.map(match => match.agentId).sort()).toEqual([...agentIds].sort());
  const rows = await database.sql`
    select i.id from identification i join attempt a on a.identification_id = i.id
    where i.id = any(${customerIds}::uuid[]) and i.state = 'in_call' and a.state = 'offered' and a.number = 1`;
  expect(rows).toHaveLength(12);
});

test('with more agents than customers every customer is called once', async () => {
  const { customerIds } = await floor(20, 9);
  const matches = ofCustomers((await Promise.all(pools.map(matchAll))).flat(), customerIds);
  expect(matches.map(match => match.identificationId).sort()).toEqual([...customerIds].sort());
});

test('the agent is drawn at random', async () => {
  const { sql } = database;
  const { agentIds, customerIds } = await floor(6, 1);
  const drawn = new Set<string>();
  // 40 draws that all miss one of six agents: 6 * (5/6)^40 is 0.4 %; that they all fall on one: never
  for (let draw = 0; draw < 40; draw += 1) {
    const [match] = ofCustomers(await matchAll(pools[0] ?? sql), customerIds);
    drawn.add(match?.agentId ?? 'none');
    await sql`delete from attempt where agent_id = any(${agentIds}::uuid[])`;
    await sql`update identification set state = 'waiting' where id = any(${customerIds}::uuid[])`;
    await sql`update agent_presence set status = 'ready' where user_id = any(${agentIds}::uuid[])`;
  }
  expect(drawn.size).toBeGreaterThan(2);
  expect(agentIds).toEqual(expect.arrayContaining([...drawn]));
});

test('an agent takes customers of every tenant that granted the contract and certified the device, and of no other', async () => {
  const { sql } = database;
  await sql`update agent_presence set status = 'paused'`;
  const [one, two, uncertified, ungranted] = [
    await addTenantRow(sql),
    await addTenantRow(sql),
    await addTenantRow(sql),
    await addTenantRow(sql),
  ];
  const [other] = await addWaiting(ungranted, 1);
  const [foreign] = await addWaiting(uncertified, 1);
  const centreId = await addCentreRow(sql, one, two, uncertified);
  const [late, early] = [await addWaiting(one, 1), await addWaiting(two, 1)];
  await sql`update identification set queued_since = now() - interval '1 day' where id = any(${early}::uuid[])`;
  const agents = [
    await addReady(centreId, one.tenantId, two.tenantId),
    await addReady(centreId, two.tenantId),
    await addReady(await addCentreRow(sql, one), one.tenantId),
  ];
  const matches = await matchAll(pools[0] ?? sql);
  expect(matches.map(match => match.identificationId).sort()).toEqual([...late, ...early].sort());
  const agentOf = (id: string | undefined) =>
    matches.find(match => match.identificationId === id)?.agentId ?? 'none';
  expect([agents[0], agents[1]]).toContain(agentOf(early[0]));
  expect([agents[0], agents[2]]).toContain(agentOf(late[0]));
  expect(matches.some(match => match.identificationId === other || match.identificationId === foreign)).toBe(
    false,
  );
  // and what matching would not do, the database refuses
  const forced = sql`
    insert into attempt (tenant_id, identification_id, number, organisation_id, agent_id, device_id, offer_expires_at)
    select ${ungranted.tenantId}, ${other ?? ''}, 1, organisation_id, user_id, id, now() from device
    where organisation_id = ${centreId} limit 1`;
  await expect(forced).rejects.toMatchObject({ constraint_name: 'contract_granted' });
});

const elsewhere = `
  insert into site (organisation_id, name, ranges, attestations)
  select id, 'Elsewhere', '{192.0.2.0/24}', '{two_factor_door}' from organisation where kind = 'ident_centre'`;

test.each([
  ['the customer is away', 'update customer_presence set connection_id = null'],
  [
    'the customer was not seen lately',
    "update customer_presence set seen_at = now() - interval '31 seconds'",
  ],
  ['the agent is paused', "update agent_presence set status = 'paused'"],
  ['the agent was not seen lately', "update agent_presence set seen_at = now() - interval '31 seconds'"],
  ['the console is gone', 'update agent_presence set connection_id = null'],
  ['the device is not certified', 'delete from device_certificate'],
  ['the certificate has ended', 'update device_certificate set expires_at = now()'],
  [
    'the room is not attested',
    'update agent_presence set attestation = null, attested_session = null, attested_at = null',
  ],
  [
    'the shift is over',
    "update agent_presence set attested_at = now() - interval '10 hours' where attested_at is not null",
  ],
  ['the agent is at no site', elsewhere],
  ['the training is over', "update training set valid_until = (now() at time zone 'UTC')::date - 1"],
  ['there is no training', 'delete from training'],
  ['the contract is not granted', 'delete from contract_grant'],
  ['the contract has no recipient list', "update contract set status = 'draft', recipient_list = null"],
])('no match while %s', async (_, change) => {
  await database.sql`update agent_presence set status = 'paused'`;
  const { customerIds, agentIds, tenant, centreId } = await floor(1, 1);
  await database.sql.unsafe(change);
  expect(ofCustomers(await matchAll(pools[0] ?? database.sql), customerIds)).toEqual([]);
  // and there is one as soon as nothing is in the way
  await database.sql`delete from site`;
  for (const userId of agentIds) await addShiftRows(database.sql, { userId, organisationId: centreId });
  await database.sql`update customer_presence set connection_id = gen_random_uuid(), seen_at = now()`;
  await database.sql`update agent_presence set connection_id = gen_random_uuid(), seen_at = now()`;
  await database.sql`update agent_presence set status = 'ready' where user_id = any(${agentIds}::uuid[])`;
  await database.sql`
    insert into contract_grant (organisation_id, contract_id, tenant_id)
    values (${centreId}, ${tenant.contractId}, ${tenant.tenantId}) on conflict do nothing`;
  await database.sql`
    insert into device_certificate (device_id, tenant_id, certificate, expires_at)
    select id, ${tenant.tenantId}, 'c', now() + interval '1 day' from device where user_id = any(${agentIds}::uuid[])
    on conflict (device_id, tenant_id) do update set expires_at = excluded.expires_at`;
  await database.sql`update contract set recipient_list = 'list', recipient_list_version = recipient_list_version + 1`;
  expect(ofCustomers(await matchAll(pools[0] ?? database.sql), customerIds)).toHaveLength(1);
});

test.each([
  ['agent_at_site', elsewhere],
  [
    'agent_attested',
    "update agent_presence set attested_at = now() - interval '10 hours' where attested_at is not null",
  ],
  ['agent_trained', 'delete from training'],
])('the database refuses what matching would not do: %s', async (constraint, change) => {
  const { sql } = database;
  const { agentIds, customerIds, tenant, centreId } = await floor(1, 1);
  await sql`update agent_presence set status = 'paused'`;
  await sql.unsafe(change);
  const forced = sql`
    insert into attempt (tenant_id, identification_id, number, organisation_id, agent_id, device_id, offer_expires_at)
    select ${tenant.tenantId}, ${customerIds[0] ?? ''}, 1, ${centreId}, user_id, id, now() from device
    where user_id = ${agentIds[0] ?? ''}`;
  await expect(forced).rejects.toMatchObject({ constraint_name: constraint });
  await sql`delete from site`;
});
