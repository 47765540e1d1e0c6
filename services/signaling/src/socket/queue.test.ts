import { addPersonRow } from '@visavis/test-kit';
import { expect, test } from 'vitest';
import { becomeReady } from '../../test/live/calls.ts';
import { connectEnd, type TestEnd } from '../../test/live/end.ts';
import { signIn, startLive } from '../../test/live/process.ts';
import {
  addAgent,
  addIdentification,
  addTenant,
  person,
  type Agent,
  type Link,
} from '../../test/live/seed.ts';
import { setStage } from '../../test/live/stage.ts';

const stage = setStage({ times: { offerSeconds: 20 } });

const consent = { consentVersion: 1, language: 'en' };
const opened = async (end: Promise<TestEnd>) => {
  stage.ends.push(await end);
  return end;
};
const customer = (link: Link, at = stage.live) => opened(at.customer(link));
const console = (agent: Agent, at = stage.live) => opened(at.agent(agent));

async function setting() {
  const { sql } = stage.databases.main;
  const tenant = await addTenant(sql);
  return {
    agent: () => addAgent(sql, tenant),
    order: () => addIdentification(sql, tenant, stage.live.context),
    tenant,
  };
}

async function wait(link: Link, at = stage.live) {
  const end = await customer(link, at);
  await end.value('queue:enter', consent);
  return end;
}
async function ready(agent: Agent, at = stage.live) {
  const end = await console(agent, at);
  await becomeReady(end, agent);
  return end;
}
const audited = async (subject: string) =>
  (
    await stage.databases.main.sql<{ action: string }[]>`
    select action from audit_event where subject_id = ${subject} order by sequence`
  ).map(row => row.action);

test('a link that is unknown, expired or spent is refused by its code', async () => {
  const { order } = await setting();
  const { sql } = stage.databases.main;
  const link = await order();
  const other = await order();
  await expect(customer({ ...link, token: other.token })).rejects.toThrow('link_unknown');
  await expect(customer({ identificationId: 'x', token: 'y' })).rejects.toThrow('link_unknown');
  await sql`update identification set link_expires_at = now() where id = ${link.identificationId}`;
  await expect(customer(link)).rejects.toThrow('link_expired');
  await sql`update identification set link_spent_at = now() where id = ${other.identificationId}`;
  await expect(customer(other)).rejects.toThrow('link_spent');
});

test('other pages, consoles without a session, and staff who are no agents do not get in', async () => {
  const { order, tenant } = await setting();
  const link = await order();
  const { customerOrigin, agentOrigin } = stage.live.context.config;
  await expect(
    connectEnd(stage.live.customerUrl, { auth: link, origin: 'http://evil.example' }),
  ).rejects.toThrow();
  await expect(connectEnd(stage.live.customerUrl, { auth: link, origin: agentOrigin })).rejects.toThrow();
  await expect(connectEnd(stage.live.agentUrl, { origin: customerOrigin })).rejects.toThrow();
  await expect(connectEnd(stage.live.agentUrl, { origin: agentOrigin })).rejects.toThrow('unauthenticated');
  const compliance = await addPersonRow(stage.databases.main.sql, tenant.tenantId, { roles: ['compliance'] });
  await expect(console({ ...compliance, deviceId: '' })).rejects.toThrow('not_permitted');
  const agent = await addAgent(stage.databases.main.sql, tenant);
  await expect(stage.live.supervisor(agent)).rejects.toThrow('not_permitted');
  const cookie = await signIn(stage.live.context, agent.userId);
  for (const auth of [{}, { as: 'administrator' }])
    await expect(connectEnd(stage.live.agentUrl, { origin: agentOrigin, cookie, auth })).rejects.toThrow(
      'invalid_request',
    );
});

test('bodies that no schema knows are refused with the field, and nothing happens', async () => {
  const { order } = await setting();
  const end = await customer(await order());
  const refused = (code: string, field: string) => ({ ok: false, refusal: { code, field } });
  expect(await end.ask('queue:enter', { consentVersion: 'one', language: 'en' })).toEqual(
    refused('invalid_request', 'consentVersion'),
  );
  expect(await end.ask('queue:enter', { ...consent, extra: 1 })).toEqual(refused('invalid_request', ''));
  expect(await end.ask('queue:enter', null)).toMatchObject({ refusal: { code: 'invalid_request' } });
  expect(await end.ask('queue:enter', { ...consent, consentVersion: 99 })).toEqual(
    refused('consent_missing', 'consentVersion'),
  );
  expect(await end.ask('call:join', { attemptId: crypto.randomUUID() })).toMatchObject({
    refusal: { code: 'not_found' },
  });
  expect((await end.hear('identification'))['state']).toBe('created');
});

test('a flood is refused, then cut off', async () => {
  const { order } = await setting();
  const end = await customer(await order());
  const answers = await Promise.all(Array.from({ length: 150 }, () => end.ask('queue:leave', {})));
  const codes = answers.map(answer => (answer.ok ? '' : answer.refusal.code));
  expect(codes).toContain('wrong_state');
  expect(codes).toContain('too_many_requests');
  for (let more = 0; more < 300; more += 1) end.ask('queue:leave', {}).catch(() => undefined);
  expect(await end.closed).toBe('io server disconnect');
});

test('positions go up as others leave, and who leaves keeps the place for a return', async () => {
  const { order } = await setting();
  const [one, two] = [await order(), await order()];
  const first = await wait(one);
  const second = await wait(two);
  expect(await first.hear('queue')).toEqual({ position: 1, expectedWaitSeconds: null, agentsReady: 0 });
  expect(await second.hear('queue')).toMatchObject({ position: 2 });
  await first.value('queue:leave');
  await second.hear('queue', body => body['position'] === 1);
  await first.value('queue:enter', consent);
  await second.hear('queue', body => body['position'] === 2);
  expect(await audited(one.identificationId)).toEqual(['queue.entered', 'queue.left', 'queue.entered']);
});

test('a customer and a ready agent are brought together; the person is told on accepting only, and audited', async () => {
  const { order, agent } = await setting();
  const link = await order();
  const caller = await wait(link);
  const staff = await agent();
  const desk = await ready(staff);
  const offer = await desk.hear('offer');
  const attemptId = String(offer['attemptId']);
  expect(offer['context']).toMatchObject({ identificationId: link.identificationId, language: 'en' });
  expect(JSON.stringify(desk.heard)).not.toContain(person.familyName);
  expect(await caller.hear('call:offered')).toEqual({ attemptId });
  const accepted = await desk.value('offer:accept', { attemptId });
  expect(accepted).toMatchObject({ person, customerGeneration: 0 });
  const { context } = await caller.hear('identification', body => body['state'] === 'in_call');
  expect(offer['context']).toEqual(context);
  expect(accepted['context']).toEqual(context);
  expect(await caller.hear('call:accepted')).toEqual({ attemptId });
  expect(JSON.stringify(caller.heard)).not.toContain(person.familyName);
  expect(await audited(attemptId)).toEqual(['attempt.offered', 'attempt.accepted']);
  expect(await audited(link.identificationId)).toEqual(['queue.entered', 'person.viewed']);
});

test('R57 both ends stay with the recipient list of the offer, whatever comes before it is accepted', async () => {
  const { order, agent, tenant } = await setting();
  await wait(await order());
  const desk = await ready(await agent());
  const offer = await desk.hear('offer');
  const replaced = await stage.databases.main.sql`
    update contract set recipient_list = 'x.y.z', recipient_list_version = recipient_list_version + 1
    where tenant_id = ${tenant.tenantId}`;
  expect(replaced.count).toBe(1);
  const { context } = await desk.value('offer:accept', { attemptId: offer['attemptId'] });
  expect(context).toEqual(offer['context']);
});

test('a declined offer and one that runs out put the customer back to the same place and pause the agent', async () => {
  const shortly = await startLive(stage.databases, { times: { offerSeconds: 0.3 } });
  try {
    const { order, agent } = await setting();
    const link = await order();
    const caller = await wait(link, shortly);
    const [before] = await stage.databases.main.sql`
      select queued_since from identification where id = ${link.identificationId}`;
    const lazy = await ready(await agent(), shortly);
    const { attemptId } = await lazy.hear('offer');
    expect(await lazy.hear('offer:withdrawn')).toEqual({ attemptId });
    await lazy.hear('agent:status', body => body['status'] === 'paused' && lazy.heard.length > 3);
    expect(await caller.hear('call:ended')).toEqual({ attemptId, reason: 'offer_timed_out' });
    expect(await lazy.ask('offer:accept', { attemptId })).toMatchObject({ refusal: { code: 'wrong_state' } });
    await caller.hear('identification', body => body['state'] === 'waiting');
    const [after] = await stage.databases.main.sql`
      select queued_since, state from identification where id = ${link.identificationId}`;
    expect(after).toEqual({ ...before, state: 'waiting' });
  } finally {
    await shortly.close();
  }
  const { order, agent } = await setting();
  const link = await order();
  const caller = await wait(link);
  const desk = await ready(await agent());
  const { attemptId } = await desk.hear('offer');
  await desk.value('offer:decline', { attemptId });
  expect(await caller.hear('call:ended')).toEqual({ attemptId, reason: null });
  const next = await ready(await agent());
  expect(await next.hear('offer')).toMatchObject({ context: { identificationId: link.identificationId } });
});

test('only a certified device of the agent makes ready', async () => {
  const { agent } = await setting();
  const [one, other] = [await agent(), await agent()];
  const desk = await console(one);
  expect(await desk.ask('agent:ready', { deviceId: other.deviceId })).toEqual({
    ok: false,
    refusal: { code: 'device_not_certified', field: 'deviceId' },
  });
});

test('the newest tab and the newest console take over; the earlier one can do nothing more', async () => {
  const { order, agent } = await setting();
  const link = await order();
  const first = await wait(link);
  const second = await customer(link);
  expect(await first.hear('replaced')).toEqual({});
  expect(await first.closed).toBe('io server disconnect');
  expect((await second.hear('identification'))['state']).toBe('waiting');
  const staff = await agent();
  const desk = await console(staff);
  const newer = await console(staff);
  await desk.hear('replaced');
  expect(await desk.closed).toBe('io server disconnect');
  await becomeReady(newer, staff);
  await newer.hear('offer');
});

test('a customer who is away is not called, and keeps the place for the grace only', async () => {
  const { order, agent } = await setting();
  const { sql } = stage.databases.main;
  const [gone, present] = [await order(), await order()];
  const leaving = await wait(gone);
  const staying = await wait(present);
  leaving.close();
  await staying.hear('queue', body => body['position'] === 2);
  const desk = await ready(await agent());
  expect(await desk.hear('offer')).toMatchObject({ context: { identificationId: present.identificationId } });
  const back = await customer(gone);
  expect((await back.hear('identification'))['state']).toBe('waiting');
  back.close();
  await back.closed;
  await sql`
    update customer_presence set connection_id = null, seen_at = now() - interval '16 minutes'
    where identification_id = ${gone.identificationId}`;
  const late = await startLive(stage.databases);
  try {
    for (let left = false; !left;) {
      const [row] =
        await sql`select state, queued_since from identification where id = ${gone.identificationId}`;
      left = row?.['state'] === 'created' && row['queued_since'] === null;
    }
  } finally {
    await late.close();
  }
});

test('signing out closes the console', async () => {
  const { agent } = await setting();
  const staff = await agent();
  const desk = await console(staff);
  await stage.databases.main.sql`delete from session where user_id = ${staff.userId}`;
  expect(await desk.closed).toBe('io server disconnect');
});

test('calls of a contract that demands passkeys go to who signed in with one, and the others are told why', async () => {
  const { order, agent, tenant } = await setting();
  const { sql } = stage.databases.main;
  await sql`update contract set passkey_required = true where id = ${tenant.contractId}`;
  const link = await order();
  const waiting = await wait(link);
  const without = await agent();
  const desk = await console(without);
  expect(await desk.hear('agent:barred')).toEqual({
    contracts: [{ name: 'Accounts', reason: 'passkey_required' }],
    ending: [],
  });
  await becomeReady(desk, without);

  const attempt = sql`
    insert into attempt (tenant_id, identification_id, number, organisation_id, agent_id, device_id, offer_expires_at)
    values (${tenant.tenantId}, ${link.identificationId}, 1, ${tenant.centreId}, ${without.userId}, ${without.deviceId}, now())`;
  await expect(attempt).rejects.toThrow('passkey');

  const staff = await agent();
  const cookie = await signIn(stage.live.context, staff.userId, 'passkey');
  const withKey = await opened(stage.live.agent(staff, { cookie }));
  expect(await withKey.hear('agent:barred')).toEqual({ contracts: [], ending: [] });
  await becomeReady(withKey, staff);
  await withKey.hear('offer');
  await waiting.hear('call:offered');
  expect(desk.heard.filter(({ event }) => event === 'offer')).toEqual([]);
});
