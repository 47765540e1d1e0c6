import { addDeviceRow } from '@visavis/test-kit';
import { asOrganisation } from '@visavis/db';
import { expect, test } from 'vitest';
import { inCall, offered, opened, supervisor } from '../../test/live/calls.ts';
import type { Agent } from '../../test/live/seed.ts';
import { setStage } from '../../test/live/stage.ts';
import { revokeDevice } from '../access/device.ts';

const stage = setStage();

const revoke = ({ deviceId, organisationId }: Agent) =>
  asOrganisation(stage.live.context.sql, organisationId, transaction =>
    revokeDevice(transaction, deviceId, { kind: 'service', id: 'test' }),
  );

test('a call ends with its agent’s device, and nobody is offered another with it', async () => {
  const { customer, agent, attemptId, staff } = await inCall(stage, stage.live);
  await revoke(staff);
  expect(await agent.hear('device:revoked')).toEqual({});
  expect(await agent.closed).toBe('io server disconnect');
  expect(await customer.hear('call:ended')).toEqual({ attemptId, reason: 'device_revoked' });
  const desk = await opened(stage, stage.live.agent(staff));
  expect(await desk.ask('agent:ready', { deviceId: staff.deviceId })).toMatchObject({
    refusal: { code: 'device_not_certified' },
  });
});

test('an offer is taken back with it; the customer keeps the place', async () => {
  const { customer, agent, attemptId, staff, link } = await offered(stage, stage.live);
  await revoke(staff);
  await agent.hear('device:revoked');
  expect(await customer.hear('call:ended')).toEqual({ attemptId, reason: 'device_revoked' });
  const [row] = await stage.databases.main.sql`
    select state from identification where id = ${link.identificationId} and queued_since is not null`;
  expect(row).toEqual({ state: 'waiting' });
});

test('a supervisor’s device takes its console out of the call, which goes on', async () => {
  const { customer, agent, attemptId, tenant } = await inCall(stage, stage.live);
  const { staff, console } = await supervisor(stage, stage.live, tenant);
  await console.value('supervise:join', { attemptId, deviceId: staff.deviceId });
  // another key of the same person is not in the way
  const other = await addDeviceRow(stage.databases.main.sql, staff, { role: 'supervisor' });
  await revoke({ ...staff, deviceId: other });
  await revoke(staff);
  expect(await console.hear('device:revoked')).toEqual({});
  expect(await console.closed).toBe('io server disconnect');
  await agent.hear('call:peer', body => body['participant'] === 'supervisor' && body['connected'] === false);
  const [attempt] = await stage.databases.main.sql`select state from attempt where id = ${attemptId}`;
  expect(attempt).toEqual({ state: 'active' });
  expect(customer.heard.filter(({ event }) => event === 'call:ended')).toEqual([]);
});
