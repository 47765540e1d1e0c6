import { expect, test } from 'vitest';
import { inCall, join, offered, supervisor, watch } from '../../test/live/calls.ts';
import type { TestEnd } from '../../test/live/end.ts';
import { setStage } from '../../test/live/stage.ts';

const stage = setStage({ withMedia: true });

const stream = (streamId: number) => ({ streamId, ordered: true });

async function produce(end: TestEnd, attemptId: string, channel: 'control' | 'photo') {
  const sctpStreamParameters = stream(channel === 'control' ? 0 : 1);
  const { dataProducerId } = await end.value('call:produce_data', {
    attemptId,
    channel,
    sctpStreamParameters,
  });
  return dataProducerId;
}

const heardFrom = (participant: string, channel: string) => (body: Record<string, unknown>) =>
  body['participant'] === participant && body['channel'] === channel;

test('channels reach the other end while the offer stands, whether opened before or after it listens', async () => {
  const { customer, agent, attemptId } = await offered(stage, stage.live);
  await join(customer, attemptId, 111);
  const early = await produce(customer, attemptId, 'control');
  await join(agent, attemptId, 222);
  const first = await agent.hear('call:data_consumer');
  expect(first).toMatchObject({
    attemptId,
    participant: 'customer',
    channel: 'control',
    dataProducerId: early,
  });
  expect(first['sctpStreamParameters']).toEqual(stream(0));
  const late = await produce(customer, attemptId, 'photo');
  const second = await agent.hear('call:data_consumer', heardFrom('customer', 'photo'));
  expect(second).toMatchObject({ dataProducerId: late, sctpStreamParameters: stream(1) });
  const answer = await produce(agent, attemptId, 'control');
  expect(await customer.hear('call:data_consumer')).toMatchObject({
    participant: 'agent',
    channel: 'control',
    dataProducerId: answer,
  });
  // once more: the same data producer, and at the other end the same data consumer
  expect(await produce(customer, attemptId, 'control')).toBe(early);
  const again = await agent.hear('call:data_consumer', heardFrom('customer', 'control'));
  expect(again['dataConsumerId']).toBe(first['dataConsumerId']);
});

test('a reload opens new channels and leaves the old ones behind', async () => {
  const { customer, agent, attemptId } = await inCall(stage, stage.live);
  await join(customer, attemptId, 111);
  await join(agent, attemptId, 222);
  const old = await produce(customer, attemptId, 'control');
  await agent.hear('call:data_consumer');
  await join(customer, attemptId, 333);
  const fresh = await produce(customer, attemptId, 'control');
  expect(fresh).not.toBe(old);
  expect(await agent.hear('call:data_consumer')).toMatchObject({ dataProducerId: fresh });
  // the agent reloads as well and hears of the new one only
  await join(agent, attemptId, 444);
  expect(await agent.hear('call:data_consumer')).toMatchObject({ dataProducerId: fresh });
});

test('a supervisor has channels with both ends, and none any more after leaving', async () => {
  const call = await inCall(stage, stage.live);
  const { customer, agent, attemptId } = call;
  await join(customer, attemptId, 111);
  await join(agent, attemptId, 222);
  await produce(customer, attemptId, 'control');
  const { staff, console } = await supervisor(stage, stage.live, call.tenant);
  await console.value('supervise:join', { attemptId, deviceId: staff.deviceId });
  await watch(console, attemptId);
  await console.hear('call:data_consumer', heardFrom('customer', 'control'));
  const dataProducerId = await produce(console, attemptId, 'control');
  for (const end of [customer, agent])
    expect(await end.hear('call:data_consumer', heardFrom('supervisor', 'control'))).toMatchObject({
      dataProducerId,
    });
  await console.value('supervise:leave', { attemptId });
  const gone = { attemptId, channel: 'control', sctpStreamParameters: stream(0) };
  expect(await console.ask('call:produce_data', gone)).toMatchObject({ refusal: { code: 'not_found' } });
  // who reloads now hears of the customer alone
  await join(agent, attemptId, 333);
  await agent.hear('call:data_consumer', heardFrom('customer', 'control'));
  const channels = agent.heard.filter(({ event }) => event === 'call:data_consumer');
  expect(channels.map(({ body }) => body['participant'])).toEqual(['customer', 'supervisor', 'customer']);
});

test('refuses what is not ordered and reliable, what is too early, and other people’s calls', async () => {
  const { customer, attemptId } = await offered(stage, stage.live);
  const stranger = await offered(stage, stage.live);
  const body = { attemptId, channel: 'control', sctpStreamParameters: stream(0) };
  const refusal = async (end: TestEnd, more: object = {}) => {
    const answer = await end.ask('call:produce_data', { ...body, ...more });
    return answer.ok ? 'accepted' : answer.refusal.code;
  };
  expect(await refusal(customer)).toBe('wrong_state');
  await join(customer, attemptId, 111);
  expect(await refusal(customer, { sctpStreamParameters: { streamId: 0, ordered: false } })).toBe(
    'invalid_request',
  );
  expect(await refusal(customer, { sctpStreamParameters: { ...stream(0), maxRetransmits: 1 } })).toBe(
    'invalid_request',
  );
  expect(await refusal(customer, { channel: 'other' })).toBe('invalid_request');
  expect(await refusal(stranger.agent)).toBe('not_found');
  expect(await refusal(customer)).toBe('accepted');
  expect(await refusal(customer, { sctpStreamParameters: stream(7) })).toBe('conflict');
});
