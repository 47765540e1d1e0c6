import { startRedis } from '@visavis/test-kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { becomeReady, inCall, offered, supervisor } from '../../test/live/calls.ts';
import {
  dropDatabases,
  startLive,
  testDatabases,
  type Databases,
  type LiveProcess,
} from '../../test/live/process.ts';
import { addAgent, addIdentification, addTenant } from '../../test/live/seed.ts';

describe('two processes with one Redis', () => {
  let databases: Databases;
  let redis: Awaited<ReturnType<typeof startRedis>>;
  let one: LiveProcess;
  let two: LiveProcess;
  beforeAll(async () => {
    [databases, redis] = await Promise.all([testDatabases(), startRedis()]);
    // so long that what is seen here was not mended by a heartbeat
    const options = { redisUrl: redis.url, times: { heartbeatMs: 600_000 } };
    [one, two] = await Promise.all([startLive(databases, options), startLive(databases, options)]);
  });
  afterAll(async () => {
    await Promise.all([one.close(), two.close()]);
    await redis.stop();
    await dropDatabases(databases);
  });

  const setting = async () => {
    const { sql } = databases.main;
    const tenant = await addTenant(sql);
    const link = await addIdentification(sql, tenant, one.context);
    const staff = await addAgent(sql, tenant);
    return { link, staff };
  };

  test('an end at one speaks with an end at the other', async () => {
    const { link, staff } = await setting();
    const customer = await one.customer(link);
    const agent = await two.agent(staff);
    await becomeReady(agent, staff);
    await customer.value('queue:enter', { consentVersion: 1, language: 'en' });
    const { attemptId } = await agent.hear('offer');
    await agent.value('offer:accept', { attemptId });
    await customer.hear('call:accepted');
    await customer.value('call:relay', { attemptId, to: 'agent', payload: 'AAAA' });
    await agent.value('call:relay', { attemptId, to: 'customer', payload: 'BBBB' });
    await agent.value('step:show', { attemptId, step: 'face' });
    expect(await agent.hear('call:relay')).toEqual({ attemptId, from: 'customer', payload: 'AAAA' });
    expect(await customer.hear('call:relay')).toEqual({ attemptId, from: 'agent', payload: 'BBBB' });
    await customer.hear('call:step');
    await agent.value('call:leave', { attemptId, reason: 'agent_left' });
    expect(await customer.hear('call:ended')).toEqual({ attemptId, reason: 'agent_left' });
    customer.close();
    agent.close();
  });

  test('a supervisor at one joins a call that is led at the other', async () => {
    const scene = { databases, ends: [] };
    const { customer, agent, attemptId, tenant } = await inCall(scene, two);
    const { staff, console } = await supervisor(scene, one, tenant);
    await console.value('supervise:join', { attemptId, deviceId: staff.deviceId });
    const is = (connected: boolean) => (body: Record<string, unknown>) =>
      body['participant'] === 'supervisor' && body['connected'] === connected;
    for (const end of [customer, agent]) await end.hear('call:peer', is(true));
    await console.value('call:relay', { attemptId, to: 'agent', payload: 'AAAA' });
    await agent.value('call:relay', { attemptId, to: 'supervisor', payload: 'BBBB' });
    expect(await agent.hear('call:relay')).toEqual({ attemptId, from: 'supervisor', payload: 'AAAA' });
    expect(await console.hear('call:relay')).toEqual({ attemptId, from: 'agent', payload: 'BBBB' });

    const other = await two.supervisor(staff);
    await other.value('supervise:join', { attemptId, deviceId: staff.deviceId });
    await console.hear('replaced');
    await console.closed;
    await agent.value('call:leave', { attemptId, reason: 'agent_left' });
    expect(await other.hear('call:ended')).toEqual({ attemptId, reason: 'agent_left' });
    for (const end of [customer, agent, other]) end.close();
    expect(agent.heard.filter(({ body }) => is(false)(body))).toEqual([]);
  });

  test('the floor changes at every process', async () => {
    const scene = { databases, ends: [] };
    const { customer, agent, attemptId, tenant } = await offered(scene, two);
    const { console } = await supervisor(scene, one, tenant);
    const calls = (length: number) => (body: Record<string, unknown>) =>
      Array.isArray(body['calls']) && body['calls'].length === length;
    await console.hear('floor', calls(0));
    await agent.value('offer:accept', { attemptId });
    await console.hear('floor', calls(1));
    await customer.value('call:leave', { attemptId, reason: 'customer_left' });
    await console.hear('floor', calls(0));
    for (const end of [customer, agent, console]) end.close();
  });

  test('a tab and a console opened at the other take over', async () => {
    const { link, staff } = await setting();
    const [tab, desk] = [await one.customer(link), await one.agent(staff)];
    const [newTab, newDesk] = [await two.customer(link), await two.agent(staff)];
    await Promise.all([tab.hear('replaced'), desk.hear('replaced')]);
    expect(await Promise.all([tab.closed, desk.closed])).toEqual([
      'io server disconnect',
      'io server disconnect',
    ]);
    await newTab.value('queue:enter', { consentVersion: 1, language: 'en' });
    newTab.close();
    newDesk.close();
  });
});

test('without Redis a tab that was replaced elsewhere is closed at the next heartbeat', async () => {
  const databases = await testDatabases();
  const [one, two] = await Promise.all([startLive(databases), startLive(databases)]);
  const { sql } = databases.main;
  const link = await addIdentification(sql, await addTenant(sql), one.context);
  const tab = await one.customer(link);
  const newer = await two.customer(link);
  await tab.hear('replaced');
  expect(await tab.closed).toBe('io server disconnect');
  await newer.value('queue:enter', { consentVersion: 1, language: 'en' });
  await Promise.all([one.close(), two.close()]);
  await dropDatabases(databases);
});
