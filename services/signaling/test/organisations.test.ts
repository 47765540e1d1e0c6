import { randomUUID } from 'node:crypto';
import { operatorId } from '@visavis/db';
import { generateRootKeyFile, loadRootKeyFile } from '@visavis/e2ee';
import type { ContractGrantsView, OrganisationView, Role } from '@visavis/protocol';
import { addOrganisationRow, addPersonRow } from '@visavis/test-kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { consoleRequest, type Reply } from './clients.ts';
import { signIn } from './live/process.ts';
import { startStack, type Stack } from './stack.ts';

type Client = (method: string, path: string, body?: unknown) => Promise<Reply>;

let stack: Stack;
let resellerId: string;
let operator: Client;
let reseller: Client;
beforeAll(async () => {
  stack = await startStack();
  resellerId = await addOrganisationRow(stack.database.sql, 'reseller');
  operator = await someone(operatorId, 'operator');
  reseller = await someone(resellerId, 'reseller');
});
afterAll(() => stack.stop());

async function someone(organisationId: string, ...roles: Role[]): Promise<Client> {
  const { userId } = await addPersonRow(stack.database.sql, organisationId, { roles });
  const cookie = await signIn(stack.context, userId);
  return (method, path, body) => consoleRequest(stack, method, path, { cookie, body });
}
const idOf = (reply: Reply): string => {
  expect(reply.status).toBe(201);
  return (reply.body as { id: string }).id;
};
const items = async <T>(client: Client, path: string): Promise<T[]> =>
  ((await client('GET', path)).body as { items: T[] }).items;
const organisations = (client: Client) => items<OrganisationView>(client, '/organisations');
const grants = (client: Client) => items<ContractGrantsView>(client, '/contract-grants');
const refused = (code: string, field?: string) => ({
  body: { error: field === undefined ? { code } : { code, field } },
});
const eventsOf = async (id: string) =>
  stack.database.sql<{ action: string; payload: unknown }[]>`
    select action, payload from audit_event where subject_id = ${id} order by organisation_id, sequence`;

async function newTenant(client: Client, more: object = {}): Promise<string> {
  const id = idOf(await client('POST', '/organisations', { kind: 'tenant', name: 'New Bank', ...more }));
  const root = await rootFor(id);
  expect((await client('POST', `/organisations/${id}/root`, { rootKey: root.publicJwk })).status).toBe(204);
  return id;
}
const rootFor = async (id: string) => loadRootKeyFile(await generateRootKeyFile(id, new Date()));
const newContract = (tenantId: string) => ({
  tenantId,
  name: 'Loans',
  purpose: { de: 'Kredit', en: 'Loan' },
  ruleset: 'basic',
});

test('an operator makes tenants, ident centres and resellers, each on its own record', async () => {
  const id = idOf(await operator('POST', '/organisations', { kind: 'tenant', name: 'Bank', resellerId }));
  const centreId = idOf(await operator('POST', '/organisations', { kind: 'ident_centre', name: 'Centre' }));
  const partnerId = idOf(await operator('POST', '/resellers', { name: 'Partner' }));
  expect(await organisations(operator)).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ id, kind: 'tenant', resellerId, rootFingerprint: null, users: 0 }),
      expect.objectContaining({ id: centreId, kind: 'ident_centre', resellerId: null }),
      expect.objectContaining({ id: partnerId, kind: 'reseller' }),
    ]),
  );
  expect(await eventsOf(id)).toEqual([
    { action: 'organisation.created', payload: { kind: 'tenant', resellerId } },
  ]);
  const ofNobody = { kind: 'ident_centre', name: 'Centre', resellerId: id };
  expect(await operator('POST', '/organisations', ofNobody)).toMatchObject(refused('not_found'));
  for (const wrong of [{ kind: 'operator' }, { kind: 'reseller' }, { kind: 'tenant', id: randomUUID() }])
    expect((await operator('POST', '/organisations', { name: 'X', ...wrong })).status).toBe(400);
});

test('a tenant’s root is entered once, by a key on the curve, and before it there is no contract', async () => {
  const id = idOf(await operator('POST', '/organisations', { kind: 'tenant', name: 'Bank' }));
  expect(await operator('POST', '/contracts', newContract(id))).toMatchObject({
    status: 409,
    ...refused('no_root'),
  });
  const { publicJwk: rootKey, fingerprint } = await rootFor(id);
  const enter = (key: object, organisation = id) =>
    operator('POST', `/organisations/${organisation}/root`, { rootKey: key });
  expect(await enter({ ...rootKey, y: rootKey.x })).toMatchObject({
    status: 400,
    ...refused('invalid_request', 'rootKey'),
  });
  expect(await enter(rootKey, resellerId)).toMatchObject(refused('not_found'));
  expect((await enter(rootKey)).status).toBe(204);
  for (const key of [rootKey, (await rootFor(id)).publicJwk])
    expect(await enter(key)).toMatchObject({ status: 409, ...refused('conflict') });
  const entered = (await organisations(operator)).find(organisation => organisation.id === id);
  expect(entered?.rootFingerprint).toBe(fingerprint);
  expect((await eventsOf(id)).at(-1)).toEqual({ action: 'tenant.root_set', payload: { fingerprint } });
});

test('a reseller makes and names its own, and sees no other', async () => {
  const id = await newTenant(reseller);
  const foreign = await newTenant(operator);
  const seen = await organisations(reseller);
  expect(seen.every(organisation => organisation.resellerId === resellerId)).toBe(true);
  expect(seen.map(organisation => organisation.id)).toContain(id);
  const another = await addOrganisationRow(stack.database.sql, 'reseller');
  const given = { kind: 'ident_centre', name: 'Centre', resellerId: another };
  expect(await reseller('POST', '/organisations', given)).toMatchObject(refused('not_found'));
  expect((await reseller('PATCH', `/organisations/${id}/name`, { name: 'Better Bank' })).status).toBe(204);
  for (const other of [foreign, resellerId, operatorId])
    expect(await reseller('PATCH', `/organisations/${other}/name`, { name: 'X' })).toMatchObject(
      refused('not_found'),
    );
  expect((await organisations(reseller)).find(organisation => organisation.id === id)?.name).toBe(
    'Better Bank',
  );
  expect((await eventsOf(id)).map(({ action }) => action)).toEqual([
    'organisation.created',
    'tenant.root_set',
    'organisation.renamed',
  ]);
});

test('a contract begins as a draft; ident centres are granted it, and it is withdrawn, each on record once', async () => {
  const tenantId = await newTenant(reseller);
  const contractId = idOf(await reseller('POST', '/contracts', newContract(tenantId)));
  const centreId = idOf(await reseller('POST', '/organisations', { kind: 'ident_centre', name: 'Centre' }));
  const shared = await addOrganisationRow(stack.database.sql, 'ident_centre', { name: 'Shared' });
  const administrator = await someone(tenantId, 'administrator');
  const granting = (client: Client, organisationId: string, what = 'grant') =>
    client('POST', `/contracts/${contractId}/${what}`, { organisationId });
  for (const organisationId of [centreId, centreId])
    expect((await granting(reseller, organisationId)).status).toBe(204);
  // one that it does not manage, one that is none, and its own tenant
  for (const organisationId of [shared, randomUUID(), tenantId])
    expect(await granting(reseller, organisationId)).toMatchObject(refused('not_found'));
  expect((await granting(administrator, shared)).status).toBe(204);
  expect(await granting(administrator, tenantId)).toMatchObject(refused('not_found'));

  const own = await grants(administrator);
  expect(own).toMatchObject([
    { id: contractId, tenant: { id: tenantId }, status: 'draft', ruleset: { id: 'basic' } },
  ]);
  expect(own[0]?.grants.map(({ name }) => name)).toEqual(['Centre', 'Shared']);
  const seen = (await grants(reseller)).find(({ id }) => id === contractId);
  expect(seen?.grants.map(({ name }) => name)).toEqual(['Centre', null]);

  for (let n = 0; n < 2; n++)
    expect((await granting(administrator, shared, 'grant-withdrawal')).status).toBe(204);
  expect((await grants(administrator))[0]?.grants.map(({ organisationId }) => organisationId)).toEqual([
    centreId,
  ]);
  expect(await eventsOf(contractId)).toEqual([
    { action: 'contract.created', payload: {} },
    { action: 'contract.granted', payload: { organisationId: centreId } },
    { action: 'contract.granted', payload: { organisationId: shared } },
    { action: 'contract.grant_withdrawn', payload: { organisationId: shared } },
  ]);
});
