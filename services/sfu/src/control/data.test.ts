import { randomUUID } from 'node:crypto';
import { maxDataMessageBytes } from '@visavis/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectControl, startTestNode } from '../../test/node.ts';
import type { Control } from '../../test/node.ts';

let node: Awaited<ReturnType<typeof startTestNode>>;
let control: Control;
beforeAll(async () => {
  node = await startTestNode();
  control = await connectControl(node.controlUrl);
});
afterAll(async () => {
  control.close();
  await node.close();
});

const first = { streamId: 0, ordered: true } as const;
const second = { streamId: 1, ordered: true } as const;

/** A session in which the customer may send and the agent receive. */
async function openSession(fence = 1) {
  const session = randomUUID();
  await control.value('session.open', { session, fence });
  const as = (participant: string, generation = 0) => ({ session, fence, participant, generation });
  const { sctpParameters } = await control.value('transport.open', { ...as('customer'), direction: 'send' });
  await control.value('transport.open', { ...as('agent'), direction: 'receive' });
  return { session, as, sctpParameters };
}

async function listed(session: string) {
  const { sessions } = await control.value('session.list', {});
  return sessions.find(one => one.session === session)?.participants;
}

test('transports take messages of 64 KiB and no more', async () => {
  const { sctpParameters } = await openSession();
  expect(sctpParameters).toEqual({
    port: 5000,
    maxSendMessageSize: maxDataMessageBytes,
    maxReceiveMessageSize: maxDataMessageBytes,
  });
});

test('gives the same data producer and consumer to the same command', async () => {
  const { session, as } = await openSession();
  const produce = { ...as('customer'), channel: 'control', sctpStreamParameters: first } as const;
  const produced = await control.value('data_producer.open', produce);
  expect(await control.value('data_producer.open', produce)).toEqual(produced);
  const photo = await control.value('data_producer.open', {
    ...produce,
    channel: 'photo',
    sctpStreamParameters: second,
  });
  expect(photo.dataProducerId).not.toBe(produced.dataProducerId);

  const consume = { ...as('agent'), ...produced };
  const [consumed, again] = await Promise.all([
    control.value('data_consumer.open', consume),
    control.value('data_consumer.open', consume),
  ]);
  expect(again).toEqual(consumed);
  expect(consumed).toMatchObject({ ...produced, channel: 'control', participant: 'customer' });
  const other = await control.value('data_consumer.open', { ...as('agent'), ...photo });
  expect(other.channel).toBe('photo');
  expect(other.sctpStreamParameters.streamId).not.toBe(consumed.sctpStreamParameters.streamId);
  const { dataConsumerId } = consumed;
  expect(await listed(session)).toMatchObject([
    { participant: 'customer', dataProducers: [{ channel: 'control' }, { channel: 'photo' }] },
    { participant: 'agent', dataConsumers: [{ dataConsumerId, channel: 'control' }, { channel: 'photo' }] },
  ]);
});

test('refuses another stream for the same channel, the same stream for another, and other channels', async () => {
  const { as } = await openSession();
  const produce = { ...as('customer'), channel: 'control', sctpStreamParameters: first } as const;
  await control.value('data_producer.open', produce);
  const conflict = { ok: false, code: 'conflict' };
  expect(await control.command('data_producer.open', { ...produce, sctpStreamParameters: second })).toEqual(
    conflict,
  );
  expect(await control.command('data_producer.open', { ...produce, channel: 'photo' })).toEqual(conflict);
  const malformed = { ok: false, code: 'malformed' };
  expect(await control.raw('data_producer.open', { ...produce, channel: 'chat' })).toEqual(malformed);
  const unordered = { ...first, ordered: false };
  const unreliable = { ...first, maxRetransmits: 0 };
  for (const sctpStreamParameters of [unordered, unreliable])
    expect(await control.raw('data_producer.open', { ...produce, sctpStreamParameters })).toEqual(malformed);
});

test('refuses what is not there, what is old, and what is one’s own', async () => {
  const { as } = await openSession(5);
  const produce = { ...as('customer'), channel: 'control', sctpStreamParameters: first } as const;
  expect(await control.command('data_producer.open', { ...produce, fence: 4 })).toEqual({
    ok: false,
    code: 'stale_fence',
  });
  expect(await control.command('data_producer.open', { ...produce, ...as('agent') })).toEqual({
    ok: false,
    code: 'unknown_transport',
  });
  const { dataProducerId } = await control.value('data_producer.open', produce);
  const consume = { ...as('agent'), dataProducerId };
  expect(await control.command('data_consumer.open', { ...consume, dataProducerId: 'none' })).toEqual({
    ok: false,
    code: 'unknown_producer',
  });
  expect(await control.command('data_consumer.open', { ...consume, ...as('customer') })).toEqual({
    ok: false,
    code: 'own_producer',
  });
  const elsewhere = await openSession();
  const foreign = { ...elsewhere.as('agent'), dataProducerId };
  expect(await control.command('data_consumer.open', foreign)).toEqual({
    ok: false,
    code: 'unknown_producer',
  });
});

test('a new generation closes the data channels of the old one', async () => {
  const { session, as } = await openSession();
  const produce = { channel: 'control', sctpStreamParameters: first } as const;
  const { dataProducerId } = await control.value('data_producer.open', { ...as('customer'), ...produce });
  await control.value('data_consumer.open', { ...as('agent'), dataProducerId });
  await control.value('transport.open', { ...as('customer', 1), direction: 'send' });
  expect(await control.command('data_producer.open', { ...as('customer'), ...produce })).toEqual({
    ok: false,
    code: 'stale_generation',
  });
  expect(await listed(session)).toMatchObject([
    { participant: 'agent', dataConsumers: [] },
    { participant: 'customer', generation: 1, dataProducers: [] },
  ]);
});
