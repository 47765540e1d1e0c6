import { randomBytes } from 'node:crypto';
import { asPlatform, notifyIdentification } from '@visavis/db';
import { latestRuleset } from '@visavis/protocol';
import { expect, test } from 'vitest';
import { inCall as accept, join, offered as offer, opened as open } from '../../test/live/calls.ts';
import type { TestEnd } from '../../test/live/end.ts';
import { startMediaNode } from '../../test/live/media-node.ts';
import { receives, vp8 } from '../../test/live/media.ts';
import { startLive } from '../../test/live/process.ts';
import { addAgent } from '../../test/live/seed.ts';
import { setStage } from '../../test/live/stage.ts';

const stage = setStage({ withMedia: true });

const digest = () => randomBytes(48).toString('base64url');

const opened = (end: Promise<TestEnd>) => open(stage, end);
const offered = (at = stage.live) => offer(stage, at);
const inCall = (at = stage.live) => accept(stage, at);

const audited = async (subject: string) =>
  (
    await stage.databases.main.sql<{ action: string }[]>`
    select action from audit_event where subject_id = ${subject} order by sequence`
  ).map(row => row.action);
const identification = async (id: string) =>
  (await stage.databases.main.sql`select state, queued_since from identification where id = ${id}`)[0];

test('both ends get their media up while the offer still stands, whoever is first', async () => {
  const { customer, agent, attemptId } = await offered();
  const first = await join(customer, attemptId, 111);
  const peer = await agent.hear('call:peer');
  expect(peer).toEqual({ attemptId, participant: 'customer', connected: true, generation: 1 });
  const second = await join(agent, attemptId, 222);
  expect(first.generation).toBe(1);
  const toAgent = await agent.hear('call:consumer');
  expect(toAgent).toMatchObject({
    participant: 'customer',
    slot: 'camera',
    kind: 'video',
    producerId: first.producerId,
  });
  const toCustomer = await customer.hear('call:consumer');
  expect(toCustomer).toMatchObject({ participant: 'agent', producerId: second.producerId });
  const { consumerId } = toCustomer;
  await customer.value('call:resume', { attemptId, consumerId });
  await customer.value('call:key_frame', { attemptId, consumerId });
  // one end may not touch what the other receives
  expect(await agent.ask('call:resume', { attemptId, consumerId })).toMatchObject({
    refusal: { code: 'not_found' },
  });
  expect(await agent.value('offer:accept', { attemptId })).toMatchObject({
    customerGeneration: 1,
    tooSoonSeconds: latestRuleset('basic').leastSeconds,
  });
});

test('a transport gets new ICE credentials by number, its own end’s only', async () => {
  const { customer, agent, attemptId } = await offered();
  const again = { attemptId, direction: 'send', number: 1 };
  expect(await customer.ask('call:restart_ice', again)).toMatchObject({ refusal: { code: 'wrong_state' } });
  await join(customer, attemptId, 111);
  const restarted = await customer.value('call:restart_ice', again);
  expect(restarted).toMatchObject({ iceParameters: { usernameFragment: expect.any(String) as string } });
  expect(await customer.value('call:restart_ice', again)).toEqual(restarted);
  expect(await customer.ask('call:restart_ice', { ...again, number: 3 })).toMatchObject({
    refusal: { code: 'conflict' },
  });
  expect(await agent.ask('call:restart_ice', again)).toMatchObject({ refusal: { code: 'wrong_state' } });
});

test('media that no schema or no codec list knows is refused', async () => {
  const { customer, attemptId } = await offered();
  const refusal = async (event: string, body: object) => {
    const answer = await customer.ask(event, { attemptId, ...body });
    return answer.ok ? 'accepted' : answer.refusal.code;
  };
  expect(await refusal('call:produce', { slot: 'camera', rtpParameters: vp8(1) })).toBe('wrong_state');
  expect(await refusal('call:receive', { rtpCapabilities: receives })).toBe('wrong_state');
  await customer.value('call:join', { attemptId });
  expect(await refusal('call:connect', { direction: 'send', dtlsParameters: {} })).toBe('invalid_request');
  expect(await refusal('call:produce', { slot: 'camera', rtpParameters: { codecs: 'all' } })).toBe(
    'invalid_request',
  );
  const h264 = { ...vp8(1), codecs: [{ mimeType: 'video/H264', payloadType: 96, clockRate: 90_000 }] };
  expect(await refusal('call:produce', { slot: 'camera', rtpParameters: h264 })).toBe('unsupported_codec');
});

test('what one end relays arrives in the order in which it was sent', async () => {
  const { customer, agent, attemptId } = await inCall();
  const payloads = Array.from({ length: 100 }, (_, number) => `A${String(number).padStart(3, '0')}`);
  await Promise.all(
    payloads.map(payload => customer.value('call:relay', { attemptId, to: 'agent', payload })),
  );
  await agent.hear('call:relay', ({ payload }) => payload === payloads.at(-1));
  const heard = agent.heard.filter(({ event }) => event === 'call:relay').map(({ body }) => body['payload']);
  expect(heard).toEqual(payloads);
});

test('what is relayed, from the offer on, reaches the other end and nobody else', async () => {
  const call = await offered();
  const { customer, agent, attemptId, tenant } = call;
  const others = await offered();
  const colleague = await opened(stage.live.agent(await addAgent(stage.databases.main.sql, tenant)));
  await customer.value('call:relay', { attemptId, to: 'agent', payload: 'AAAA' });
  await agent.value('call:relay', { attemptId, to: 'customer', payload: 'BBBB' });
  expect(await agent.hear('call:relay')).toEqual({ attemptId, from: 'customer', payload: 'AAAA' });
  expect(await customer.hear('call:relay')).toEqual({ attemptId, from: 'agent', payload: 'BBBB' });
  for (const stranger of [others.customer, others.agent, colleague]) {
    expect(await stranger.ask('call:relay', { attemptId, to: 'agent', payload: 'CCCC' })).toMatchObject({
      refusal: { code: 'not_found' },
    });
    expect(await stranger.ask('call:join', { attemptId })).toMatchObject({ refusal: { code: 'not_found' } });
    expect(stranger.heard.filter(({ event }) => event === 'call:relay')).toEqual([]);
  }
  expect(agent.heard.filter(({ event }) => event === 'call:relay')).toHaveLength(1);
  const large = 'A'.repeat(16_385);
  expect(await customer.ask('call:relay', { attemptId, to: 'agent', payload: large })).toEqual({
    ok: false,
    refusal: { code: 'invalid_request', field: 'payload' },
  });
});

test('steps hold for the agreement they were confirmed in; a new one reopens what is bound to it', async () => {
  const { customer, agent, attemptId } = await inCall();
  const [one, two] = [digest(), digest()];
  const record = (step: string, transcript: string) =>
    agent.ask('step:record', { attemptId, step, status: 'done', transcript });
  const steps = async () =>
    Object.fromEntries(
      (
        await stage.databases.main.sql<{ step: string; status: string }[]>`
        select step, status from attempt_step where attempt_id = ${attemptId}`
      ).map(row => [row.step, row.status]),
    );
  expect(await record('security_code', one)).toMatchObject({ refusal: { code: 'conflict' } });
  await agent.value('agreement:completed', { attemptId, transcript: one });
  expect(await record('security_code', one)).toMatchObject({ ok: true });
  expect(await record('data_match', one)).toMatchObject({ ok: true });
  expect(await record('data_match', two)).toMatchObject({ refusal: { code: 'conflict' } });
  await agent.value('agreement:completed', { attemptId, transcript: one });
  expect(await steps()).toEqual({ security_code: 'done', data_match: 'done' });
  await agent.value('agreement:completed', { attemptId, transcript: two });
  expect(await steps()).toEqual({ security_code: 'open', data_match: 'done' });
  await agent.value('step:show', { attemptId, step: 'face' });
  expect(await customer.hear('call:step')).toEqual({ attemptId, step: 'face' });
  // the customer's end has no such events at all, and no answer is given
  const silent = await Promise.race([
    customer.ask('agreement:completed', { attemptId, transcript: one }),
    customer.ask('call:join', { attemptId }).then(() => 'nothing'),
  ]);
  expect(silent).toBe('nothing');
});

test('a reload raises the generation, and the other end learns of it', async () => {
  const { customer, agent, attemptId, link } = await inCall();
  await join(customer, attemptId, 111);
  await join(agent, attemptId, 222);
  await customer.hear('call:consumer');
  const again = await opened(stage.live.customer(link));
  expect(await again.hear('call:accepted')).toEqual({ attemptId });
  expect(await again.hear('call:peer')).toEqual({
    attemptId,
    participant: 'agent',
    connected: true,
    generation: 1,
  });
  expect((await join(again, attemptId, 333)).generation).toBe(2);
  await agent.hear('call:peer', body => body['generation'] === 2);
  expect(await again.hear('call:consumer')).toMatchObject({ participant: 'agent' });
});

test('an agent who reloads in mid-call is offered to resume, and is told the person and the checks again', async () => {
  const { agent, attemptId, staff, customer, tenant } = await inCall();
  const transcript = Buffer.alloc(48, 3).toString('base64url');
  await agent.value('agreement:completed', { attemptId, transcript });
  await agent.value('step:record', { attemptId, step: 'consent_spoken', status: 'done', transcript });
  agent.close();
  await customer.hear('call:peer', body => body['connected'] === false);
  await stage.databases.main
    .sql`update attempt set accepted_at = now() - interval '1 minute' where id = ${attemptId}`;
  const again = await opened(stage.live.agent(staff));
  expect(await again.hear('call:resumable')).toEqual({ attemptId, tenantId: tenant.tenantId });
  expect(await again.hear('agent:status')).toEqual({ status: 'busy' });
  const resumed = await again.value('offer:accept', { attemptId });
  expect(resumed).toHaveProperty('person');
  expect(resumed).toHaveProperty('tooSoonSeconds', 0);
  expect(resumed['steps']).toEqual([{ step: 'consent_spoken', status: 'done', transcript, stills: 0 }]);
  await customer.hear('call:peer', body => body['connected'] === true);
});

test('an interruption that lasts longer than the ruleset allows ends the attempt; the place is kept', async () => {
  const { customer, agent, attemptId, link } = await inCall();
  const before = await identification(link.identificationId);
  customer.close();
  await agent.hear('call:peer', body => body['connected'] === false);
  await stage.databases.main.sql`
    update customer_presence set seen_at = now() - interval '31 seconds'
    where identification_id = ${link.identificationId}`;
  await stage.databases.main
    .sql`update attempt set accepted_at = now() - interval '1 minute' where id = ${attemptId}`;
  expect(await agent.hear('call:ended')).toEqual({ attemptId, reason: 'customer_left' });
  await agent.hear('agent:status', body => body['status'] === 'paused');
  expect(await identification(link.identificationId)).toEqual({ ...before, state: 'created' });
  expect(await audited(attemptId)).toEqual(['attempt.offered', 'attempt.accepted', 'attempt.aborted']);
  const back = await opened(stage.live.customer(link));
  await back.value('queue:enter', { consentVersion: 1, language: 'de' });
  expect(await identification(link.identificationId)).toEqual({ ...before, state: 'waiting' });
});

test('who hangs up ends the attempt for both with the reason', async () => {
  const { customer, agent, attemptId } = await inCall();
  await customer.value('call:leave', { attemptId, reason: 'customer_left' });
  const ended = { attemptId, reason: 'customer_left' };
  expect(await agent.hear('call:ended')).toEqual(ended);
  expect(await customer.hear('call:ended')).toEqual(ended);
  await customer.hear('identification', body => body['state'] === 'created');
  expect(await customer.ask('call:relay', { attemptId, to: 'agent', payload: 'AAAA' })).toMatchObject({
    refusal: { code: 'wrong_state' },
  });
});

test('a decision, made anywhere, ends the call at both ends, frees the agent and closes the media', async () => {
  const { customer, agent, attemptId, link } = await inCall();
  await join(customer, attemptId, 111);
  expect(await stage.node.hasSession(attemptId)).toBe(true);
  const { sql } = stage.databases.main;
  await sql`
    update identification set state = 'rejected', reason = 'document_expired', ended_at = now(), due_at = now(),
      link_spent_at = now() where id = ${link.identificationId}`;
  await sql`update attempt set state = 'ended', ended_at = now() where id = ${attemptId}`;
  await asPlatform(stage.live.context.sql, transaction =>
    notifyIdentification(transaction, link.identificationId),
  );
  const ended = { attemptId, reason: 'document_expired' };
  expect(await customer.hear('call:ended')).toEqual(ended);
  expect(await agent.hear('call:ended')).toEqual(ended);
  expect(await customer.hear('identification', body => body['state'] === 'rejected')).toMatchObject({
    reason: 'document_expired',
  });
  await agent.hear('agent:status', body => body['status'] === 'paused');
  while (await stage.node.hasSession(attemptId));
});

test('signaling may be gone in mid-call: the ends come back to another process and the call goes on', async () => {
  const first = await startLive(stage.databases);
  const { customer, agent, attemptId, link, staff } = await inCall(first);
  await join(customer, attemptId, 111);
  await join(agent, attemptId, 222);
  await first.close();
  await Promise.all([customer.closed, agent.closed]);
  const back = await opened(stage.live.customer(link));
  const desk = await opened(stage.live.agent(staff));
  expect(await back.hear('call:accepted')).toEqual({ attemptId });
  // the transports of before are still there: asking again for what the other end sends opens the same consumer
  await back.value('call:receive', { attemptId, rtpCapabilities: receives });
  const consumers = customer.heard.filter(({ event }) => event === 'call:consumer').map(({ body }) => body);
  expect(await back.hear('call:consumer')).toEqual(consumers[0]);
  await desk.value('call:relay', { attemptId, to: 'customer', payload: 'AAAA' });
  await back.hear('call:relay');
});

test('a media node that dies ends its calls, and the next call goes to another one', async () => {
  const spare = await startLive(stage.databases, { times: { leaseMs: 300 } });
  try {
    const { customer, agent, attemptId, link } = await inCall(spare);
    await join(customer, attemptId, 111);
    await stage.node.kill();
    await stage.databases.main.sql`update sfu_node set heartbeat_at = now() - interval '21 seconds'`;
    const ended = { attemptId, reason: 'media_node_lost' };
    expect(await customer.hear('call:ended')).toEqual(ended);
    expect(await agent.hear('call:ended')).toEqual(ended);
    expect(await identification(link.identificationId)).toMatchObject({ state: 'created' });
    stage.node = await startMediaNode(stage.databases.main.url);
    const next = await inCall(spare);
    await join(next.customer, next.attemptId, 111);
  } finally {
    await spare.close();
  }
});
