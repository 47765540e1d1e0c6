import { randomUUID } from 'node:crypto';
import { addDeviceRow } from '@visavis/test-kit';
import { expect, test } from 'vitest';
import {
  becomeReady,
  inCall as accept,
  join,
  offered as offer,
  opened,
  supervisor as come,
  watch,
} from '../../test/live/calls.ts';
import type { TestEnd } from '../../test/live/end.ts';
import { vp8 } from '../../test/live/media.ts';
import { addAgent, addTenant, type Tenant } from '../../test/live/seed.ts';
import { setStage } from '../../test/live/stage.ts';

const stage = setStage({ withMedia: true });

const supervisorOf = (tenant: Tenant, name?: string) => come(stage, stage.live, tenant, name);

/** A call, and a supervisor in it with media. */
async function supervised() {
  const call = await accept(stage, stage.live);
  const { attemptId } = call;
  await join(call.customer, attemptId, 111);
  await join(call.agent, attemptId, 222);
  const { staff: watcher, console } = await supervisorOf(call.tenant);
  const joined = await console.value('supervise:join', { attemptId, deviceId: watcher.deviceId });
  await watch(console, attemptId);
  return { ...call, watcher, console, joined };
}

const audited = async (subject: string) =>
  stage.databases.main.sql<{ action: string; payload: Record<string, unknown> }[]>`
    select action, payload from audit_event
    where subject_id = ${subject} and action like 'attempt.supervis%' order by sequence`;
const stateOf = async (attemptId: string) =>
  (await stage.databases.main.sql`select state from attempt where id = ${attemptId}`)[0]?.[
    'state'
  ] as unknown;
const peer = (participant: string, connected: boolean) => (body: Record<string, unknown>) =>
  body['participant'] === participant && body['connected'] === connected;
const refusal = async (end: TestEnd, event: string, body: object) => {
  const answer = await end.ask(event, body);
  return answer.ok ? 'accepted' : answer.refusal.code;
};

test('a supervisor comes in the sight of both ends, receives from both, and learns nothing of the person', async () => {
  const { customer, agent, attemptId, console, joined, watcher } = await supervised();
  const again = await agent.value('offer:accept', { attemptId });
  expect(joined).toEqual({ context: again['context'], agentGeneration: 1 });
  expect(JSON.stringify(console.heard)).not.toContain('Mustermann');
  for (const end of [customer, agent]) {
    const seen = await end.hear('call:peer', body => body['participant'] === 'supervisor');
    expect(seen).toEqual({ attemptId, participant: 'supervisor', connected: true, generation: 0 });
    await end.hear('call:peer', body => body['participant'] === 'supervisor' && body['generation'] === 1);
  }
  await console.hear('call:peer', peer('customer', true));
  await console.hear('call:peer', peer('agent', true));
  for (const participant of ['customer', 'agent']) {
    const consumer = await console.hear('call:consumer', body => body['participant'] === participant);
    const { consumerId } = consumer;
    await console.value('call:resume', { attemptId, consumerId });
    await console.value('call:key_frame', { attemptId, consumerId });
    expect(await refusal(agent, 'call:resume', { attemptId, consumerId })).toBe('not_found');
  }
  expect(await audited(attemptId)).toEqual([
    { action: 'attempt.supervised', payload: { deviceId: watcher.deviceId } },
  ]);
});

test('what is produced after a supervisor came reaches them too; they send nothing and may do nothing', async () => {
  const call = await accept(stage, stage.live);
  const { customer, agent, attemptId } = call;
  const { staff, console } = await supervisorOf(call.tenant);
  await console.value('supervise:join', { attemptId, deviceId: staff.deviceId });
  await watch(console, attemptId);
  const { producerId } = await join(customer, attemptId, 111);
  await join(agent, attemptId, 222);
  expect(await console.hear('call:consumer')).toMatchObject({ participant: 'customer', producerId });
  expect(await console.hear('call:consumer')).toMatchObject({ participant: 'agent' });
  const camera = { attemptId, slot: 'camera', rtpParameters: vp8(333) };
  expect(await refusal(console, 'call:produce', camera)).toBe('not_permitted');
  await agent.hear('call:consumer');
  await customer.hear('call:consumer');
  for (const end of [agent, customer])
    expect(end.heard.filter(({ body }) => body['participant'] === 'supervisor' && 'slot' in body)).toEqual(
      [],
    );
  // the events of an agent do not exist here, and no answer is given
  const transcript = 'A'.repeat(64);
  const silent = await Promise.race([
    console.ask('step:record', { attemptId, step: 'face', status: 'done', transcript }),
    console.ask('offer:accept', { attemptId }),
    console.ask('agreement:completed', { attemptId, transcript }),
    console.value('call:join', { attemptId }).then(() => 'nothing'),
  ]);
  expect(silent).toBe('nothing');
});

test('what is relayed reaches the one it is for and nobody else, from who sent it', async () => {
  const { customer, agent, attemptId, console } = await supervised();
  const relay = (end: TestEnd, to: string, payload: string) =>
    end.value('call:relay', { attemptId, to, payload });
  await relay(console, 'agent', 'AAAA');
  await relay(agent, 'supervisor', 'BBBB');
  await relay(agent, 'customer', 'CCCC');
  await relay(customer, 'supervisor', 'DDDD');
  await relay(console, 'customer', 'EEEE');
  await customer.hear('call:relay', body => body['payload'] === 'EEEE');
  await console.hear('call:relay', body => body['payload'] === 'DDDD');
  const relayed = (end: TestEnd) =>
    end.heard
      .filter(({ event }) => event === 'call:relay')
      .map(({ body: { from, payload } }) => [from, payload]);
  expect(relayed(agent)).toEqual([['supervisor', 'AAAA']]);
  expect(relayed(console)).toEqual([
    ['agent', 'BBBB'],
    ['customer', 'DDDD'],
  ]);
  expect(relayed(customer)).toEqual([
    ['agent', 'CCCC'],
    ['supervisor', 'EEEE'],
  ]);
  const forged = { attemptId, to: 'agent', from: 'customer', payload: 'FFFF' };
  expect(await refusal(console, 'call:relay', forged)).toBe('invalid_request');
  expect(await refusal(console, 'call:relay', { attemptId, to: 'supervisor', payload: 'FFFF' })).toBe(
    'not_found',
  );
});

test('only a certified device of the role lets in, only to a call of the organisation that is under way', async () => {
  const { sql } = stage.databases.main;
  const waiting = await offer(stage, stage.live);
  const call = await accept(stage, stage.live);
  const { attemptId, tenant, agent } = call;
  const { staff, console } = await supervisorOf(tenant);
  const { deviceId } = staff;
  const asked = (end: TestEnd, body: object) =>
    refusal(end, 'supervise:join', { attemptId, deviceId, ...body });

  const colleague = await addAgent(sql, tenant, { roles: ['supervisor'] });
  const tenantIds = [tenant.tenantId];
  for (const wrong of [
    randomUUID(),
    colleague.deviceId,
    await addDeviceRow(sql, staff, { role: 'supervisor' }),
    await addDeviceRow(sql, staff, { role: 'supervisor', status: 'revoked', tenantIds }),
    await addDeviceRow(sql, staff, { role: 'agent', tenantIds }),
  ])
    expect(await asked(console, { deviceId: wrong })).toBe('device_not_certified');

  const stranger = await supervisorOf(await addTenant(sql));
  const there = await stranger.console.ask('supervise:join', {
    attemptId,
    deviceId: stranger.staff.deviceId,
  });
  const absent = await stranger.console.ask('supervise:join', {
    attemptId: randomUUID(),
    deviceId: stranger.staff.deviceId,
  });
  expect(there).toEqual({ ok: false, refusal: { code: 'not_found' } });
  expect(there).toEqual(absent);
  for (const event of ['call:join', 'supervise:leave'])
    expect(await refusal(stranger.console, event, { attemptId })).toBe('not_found');

  // without having joined, also a supervisor of the organisation has no call
  expect(await refusal(console, 'call:join', { attemptId })).toBe('not_found');
  expect(await refusal(console, 'call:relay', { attemptId, to: 'agent', payload: 'AAAA' })).toBe('not_found');

  const early = await supervisorOf(waiting.tenant);
  const body = { attemptId: waiting.attemptId, deviceId: early.staff.deviceId };
  expect(await refusal(early.console, 'supervise:join', body)).toBe('wrong_state');

  await agent.value('call:leave', { attemptId, reason: 'agent_left' });
  expect(await asked(console, {})).toBe('wrong_state');
  expect(await audited(attemptId)).toEqual([]);
});

test('who is agent and supervisor has a console of each, and does not supervise their own call', async () => {
  const { sql } = stage.databases.main;
  const { attemptId, staff, tenant } = await accept(stage, stage.live);
  const asSupervisor = { role: 'supervisor', tenantIds: [tenant.tenantId] } as const;
  await sql`update app_user set roles = '{agent,supervisor}' where id = ${staff.userId}`;
  // other roles, another session
  const agent = await opened(stage, stage.live.agent(staff));
  const deviceId = await addDeviceRow(sql, staff, asSupervisor);
  const console = await opened(stage, stage.live.supervisor(staff));
  expect(await refusal(console, 'supervise:join', { attemptId, deviceId })).toBe('not_permitted');
  // the key of the other role does not take calls
  const other = await addAgent(sql, tenant, { roles: ['agent', 'supervisor'] });
  const desk = await opened(stage, stage.live.agent(other));
  const wrong = await addDeviceRow(sql, other, asSupervisor);
  expect(await refusal(desk, 'agent:ready', { deviceId: wrong })).toBe('device_not_certified');
  await becomeReady(desk, other);
  await desk.hear('agent:status', ({ status }) => status === 'ready');
  const second = await opened(stage, stage.live.supervisor(other));
  const watching = await addDeviceRow(sql, other, asSupervisor);
  await second.value('supervise:join', { attemptId, deviceId: watching });
  await agent.hear('call:peer', peer('supervisor', true));
  second.close();
  await agent.hear('call:peer', peer('supervisor', false));
  const [presence] = await sql`select status from agent_presence where user_id = ${other.userId}`;
  expect(presence).toEqual({ status: 'ready' });
  expect(desk.heard.filter(({ event }) => event === 'replaced')).toEqual([]);
});

test('one supervisor a call; when one has left, another may come, and counts on', async () => {
  const { agent, customer, attemptId, console, watcher, tenant } = await supervised();
  const next = await supervisorOf(tenant, 'Second');
  const second = { attemptId, deviceId: next.staff.deviceId };
  expect(await refusal(next.console, 'supervise:join', second)).toBe('conflict');
  expect(await refusal(next.console, 'supervise:leave', { attemptId })).toBe('not_found');
  expect(await stage.node.participants(attemptId)).toEqual(['agent', 'customer', 'supervisor']);

  await console.value('supervise:leave', { attemptId });
  for (const end of [agent, customer]) await end.hear('call:peer', peer('supervisor', false));
  expect(await stage.node.participants(attemptId)).toEqual(['agent', 'customer']);
  for (const event of ['call:join', 'supervise:leave'])
    expect(await refusal(console, event, { attemptId })).toBe('not_found');
  const toNobody = { attemptId, to: 'supervisor', payload: 'AAAA' };
  expect(await refusal(agent, 'call:relay', toNobody)).toBe('not_found');
  // who comes anew is told that the one they may have known has left
  await agent.value('call:join', { attemptId });
  await agent.hear('call:peer', peer('supervisor', false));

  await next.console.value('supervise:join', second);
  expect(await watch(next.console, attemptId)).toBe(2);
  await next.console.hear('call:consumer');
  await next.console.value('call:leave', { attemptId, reason: 'agent_left' });
  expect(await stage.node.participants(attemptId)).toEqual(['agent', 'customer']);
  expect(await stateOf(attemptId)).toBe('active');
  const events = await audited(attemptId);
  expect(events.map(({ action }) => action)).toEqual([
    'attempt.supervised',
    'attempt.supervision_ended',
    'attempt.supervised',
    'attempt.supervision_ended',
  ]);
  expect(events[1]?.payload).toEqual({ supervisorId: watcher.userId, reason: 'left' });
});

test('a reload of the supervisor’s page raises its generation; a second console takes over', async () => {
  const { agent, customer, attemptId, console, watcher } = await supervised();
  console.close();
  for (const end of [agent, customer])
    expect(await end.hear('call:peer', peer('supervisor', false))).toMatchObject({ generation: 1 });
  const again = await opened(stage, stage.live.supervisor(watcher));
  expect(await refusal(again, 'call:join', { attemptId })).toBe('conflict');
  const body = { attemptId, deviceId: watcher.deviceId };
  await again.value('supervise:join', body);
  expect(await watch(again, attemptId)).toBe(2);
  for (const end of [agent, customer])
    await end.hear(
      'call:peer',
      ({ participant, generation }) => participant === 'supervisor' && generation === 2,
    );
  await again.hear('call:consumer');

  const other = await opened(stage, stage.live.supervisor(watcher));
  await other.value('supervise:join', body);
  await again.hear('replaced');
  expect(await again.closed).toBe('io server disconnect');
  expect(await watch(other, attemptId)).toBe(3);
  expect((await audited(attemptId)).map(({ action }) => action)).toEqual(['attempt.supervised']);
});

test('a supervisor who does not come back has left; the attempt goes on', async () => {
  const { agent, customer, attemptId, console, watcher } = await supervised();
  console.close();
  await agent.hear('call:peer', peer('supervisor', false));
  await stage.databases.main.sql`
    update attempt_supervision set seen_at = now() - interval '31 seconds' where attempt_id = ${attemptId}`;
  await agent.hear('call:peer', peer('supervisor', false));
  while ((await stage.node.participants(attemptId)).includes('supervisor'));
  expect((await audited(attemptId)).at(-1)).toEqual({
    action: 'attempt.supervision_ended',
    payload: { supervisorId: watcher.userId, reason: 'connection_lost' },
  });
  expect(await stateOf(attemptId)).toBe('active');
  await customer.value('call:relay', { attemptId, to: 'agent', payload: 'AAAA' });
  await agent.hear('call:relay');
});

test('the call’s end is the end for the supervisor too', async () => {
  const { customer, attemptId, console, watcher } = await supervised();
  await customer.value('call:leave', { attemptId, reason: 'customer_left' });
  expect(await console.hear('call:ended')).toEqual({ attemptId, reason: 'customer_left' });
  await console.hear('floor', ({ calls }) => Array.isArray(calls) && calls.length === 0);
  const body = { attemptId, deviceId: watcher.deviceId };
  expect(await refusal(console, 'supervise:join', body)).toBe('wrong_state');
  let last = await audited(attemptId);
  while (last.length < 2) last = await audited(attemptId);
  expect(last.at(-1)).toMatchObject({ payload: { reason: 'call_ended' } });
});

test('the floor shows the calls of the organisation and who watches them, each change once', async () => {
  const call = await offer(stage, stage.live);
  const { attemptId, agent } = call;
  const { staff, console } = await supervisorOf(call.tenant, 'Sam');
  const stranger = await supervisorOf(await addTenant(stage.databases.main.sql));
  await agent.value('offer:accept', { attemptId });
  const shown = { attemptId, agentName: 'Agent', language: 'de', supervisorName: null };
  await console.hear('floor', ({ calls }) => Array.isArray(calls) && calls.length === 1);
  await console.value('supervise:join', { attemptId, deviceId: staff.deviceId });
  await console.value('supervise:leave', { attemptId });
  await agent.value('call:leave', { attemptId, reason: 'agent_left' });
  await console.hear('floor', ({ calls }) => Array.isArray(calls) && calls.length === 0);
  const floors = (end: TestEnd) => end.heard.filter(({ event }) => event === 'floor').map(({ body }) => body);
  const [first, ...changes] = floors(console);
  expect(first).toEqual({ calls: [] });
  const acceptedAt = expect.any(String) as string;
  expect(changes[0]).toEqual({ calls: [{ ...shown, acceptedAt }] });
  expect(changes).toContainEqual({ calls: [{ ...shown, acceptedAt, supervisorName: 'Sam' }] });
  for (const [index, floor] of changes.entries()) expect(floor).not.toEqual(floors(console)[index]);
  expect(floors(stranger.console)).toEqual([{ calls: [] }]);
});
