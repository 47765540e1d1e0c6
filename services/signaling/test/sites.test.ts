import { randomUUID } from 'node:crypto';
import type { SiteList, TrainedPerson } from '@visavis/protocol';
import { addCentreRow, addPersonRow } from '@visavis/test-kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { consoleRequest, type Reply } from './clients.ts';
import { signIn } from './live/process.ts';
import { startStack, type Stack } from './stack.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());

/** An administrator of an ident centre of its own. */
async function administrator() {
  const { sql } = stack.database;
  const centreId = await addCentreRow(sql);
  const { userId } = await addPersonRow(sql, centreId, { roles: ['administrator'], name: 'Ada' });
  const cookie = await signIn(stack.context, userId);
  const ask = (method: string, path: string, body?: unknown): Promise<Reply> =>
    consoleRequest(stack, method, path, { cookie, ...(body === undefined ? {} : { body }) });
  return { centreId, ask };
}
const refusalOf = ({ body }: Reply) => (body as { error?: unknown } | undefined)?.error;
const audited = (subjectId: string) =>
  stack.database.sql`
    select action, payload from audit_event where subject_id = ${subjectId} order by sequence`;

const berlin = {
  name: ' Berlin ',
  ranges: ['203.0.113.81/24', '2001:DB8:17::1/48', '198.51.100.7', '203.0.113.0/24'],
  attestations: ['alone_in_closed_room' as const],
};

test('an administrator adds, changes and removes sites, bound to none', async () => {
  const { ask } = await administrator();
  const added = await ask('POST', '/sites', berlin);
  const { id } = added.body as { id: string };
  const stored = {
    id,
    name: 'Berlin',
    ranges: ['198.51.100.7/32', '203.0.113.0/24', '2001:db8:17::/48'],
    attestations: ['alone_in_closed_room' as const],
  };
  expect(added).toMatchObject({ status: 201, body: stored });
  expect((await ask('GET', '/sites')).body).toEqual({
    items: [stored],
    address: '127.0.0.1',
  } satisfies SiteList);
  expect(refusalOf(await ask('POST', '/sites', { ...berlin, name: 'Berlin' }))).toEqual({
    code: 'conflict',
    field: 'name',
  });
  const change = { name: 'Köln', ranges: ['192.0.2.0/25'], attestations: ['two_factor_door'] };
  expect((await ask('PATCH', `/sites/${id}`, change)).body).toEqual({ id, ...change });
  expect((await ask('POST', `/sites/${id}/removal`)).status).toBe(204);
  expect(refusalOf(await ask('POST', `/sites/${id}/removal`))).toEqual({ code: 'not_found' });
  const { ranges, attestations } = stored;
  expect(await audited(id)).toEqual([
    { action: 'site.added', payload: { ranges, attestations } },
    { action: 'site.changed', payload: { ranges: change.ranges, attestations: change.attestations } },
    { action: 'site.removed', payload: {} },
  ]);
});

test('what is no network, or a whole provider’s, is no site; the database holds the same', async () => {
  const { ask, centreId } = await administrator();
  for (const range of ['berlin', '203.0.113.0/33', '0.0.0.0/0', '10.0.0.0/7', '2000::/3', '::/0', '1.2.3.4/'])
    expect(refusalOf(await ask('POST', '/sites', { ...berlin, ranges: [range] })), range).toMatchObject({
      code: 'invalid_request',
    });
  for (const wrong of [
    { ranges: [] },
    { attestations: [] },
    { attestations: ['open_office'] },
    { name: ' ' },
  ])
    expect(refusalOf(await ask('POST', '/sites', { ...berlin, ...wrong }))).toMatchObject({
      code: 'invalid_request',
    });
  const forced = stack.database.sql`
    insert into site (organisation_id, name, ranges, attestations)
    values (${centreId}, 'All', '{0.0.0.0/0}', '{two_factor_door}')`;
  await expect(forced).rejects.toMatchObject({ code: '23514' });
  const ofTenant = (await stack.tenant()).tenant.id;
  const elsewhere = stack.database.sql`
    insert into site (organisation_id, name, ranges, attestations)
    values (${ofTenant}, 'All', '{10.0.0.0/8}', '{two_factor_door}')`;
  await expect(elsewhere).rejects.toMatchObject({ code: '23503' });
});

test('an administrator enters what the own agents were taught', async () => {
  const { ask, centreId } = await administrator();
  const { userId } = await addPersonRow(stack.database.sql, centreId, { name: 'Mira' });
  const enter = (id: string, validUntil: string, ruleset = 'basic') =>
    ask('POST', `/trainings/${id}`, { ruleset, validUntil });
  const entered = await enter(userId, '2027-03-31');
  expect(entered.body).toMatchObject({
    id: userId,
    name: 'Mira',
    trainings: [{ ruleset: 'basic', validUntil: '2027-03-31', enteredBy: 'Ada' }],
  });
  const { items } = (await ask('GET', '/trainings')).body as { items: TrainedPerson[] };
  expect(items).toEqual([entered.body]);
  // ended before its time
  expect((await enter(userId, '2026-01-01')).status).toBe(200);
  for (const [day, ruleset] of [
    ['2027-02-30', 'basic'],
    ['2190-01-01', 'basic'],
    ['2027-03-31', 'none'],
  ] as const)
    expect(refusalOf(await enter(userId, day, ruleset))).toMatchObject({ code: 'invalid_request' });
  expect(await audited(userId)).toEqual([
    { action: 'training.recorded', payload: { ruleset: 'basic', validUntil: '2027-03-31' } },
    { action: 'training.recorded', payload: { ruleset: 'basic', validUntil: '2026-01-01' } },
  ]);
  const stranger = await administrator();
  for (const id of [userId, randomUUID()])
    expect(
      refusalOf(
        await stranger.ask('POST', `/trainings/${id}`, { ruleset: 'basic', validUntil: '2027-03-31' }),
      ),
    ).toEqual({
      code: 'not_found',
    });
});
