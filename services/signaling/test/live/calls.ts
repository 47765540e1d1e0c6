import type { TestEnd } from './end.ts';
import { dtls, receives, vp8 } from './media.ts';
import type { Databases, LiveProcess } from './process.ts';
import { addAgent, addIdentification, addTenant, type Agent, type Tenant } from './seed.ts';

/** What a test has to know besides: where its data lie, and whom to close afterwards. */
export type Scene = { databases: Databases; ends: TestEnd[] };

export async function opened({ ends }: Scene, end: Promise<TestEnd>): Promise<TestEnd> {
  ends.push(await end);
  return end;
}

/** An agent's console begins the shift and waits for calls. */
export async function becomeReady(console: TestEnd, { deviceId }: Pick<Agent, 'deviceId'>): Promise<void> {
  await console.value('shift:attest', { attestation: 'alone_in_closed_room' });
  await console.value('agent:ready', { deviceId });
}

/** Customer and agent up to the offer. */
export async function offered(scene: Scene, at: LiveProcess) {
  const { sql } = scene.databases.main;
  const tenant = await addTenant(sql);
  const link = await addIdentification(sql, tenant, at.context);
  const staff = await addAgent(sql, tenant);
  const customer = await opened(scene, at.customer(link));
  const agent = await opened(scene, at.agent(staff));
  await customer.value('queue:enter', { consentVersion: 1, language: 'de' });
  await becomeReady(agent, staff);
  const attemptId = String((await agent.hear('offer'))['attemptId']);
  await customer.hear('call:offered');
  return { customer, agent, attemptId, link, staff, tenant };
}

/** And accepted. */
export async function inCall(scene: Scene, at: LiveProcess) {
  const call = await offered(scene, at);
  await call.agent.value('offer:accept', { attemptId: call.attemptId });
  await call.customer.hear('call:accepted');
  return call;
}

/** As a page does: transports, its camera, and readiness to receive. */
export async function join(end: TestEnd, attemptId: string, ssrc: number) {
  const joined = await end.value('call:join', { attemptId });
  await end.value('call:connect', { attemptId, direction: 'send', dtlsParameters: dtls });
  const { producerId } = await end.value('call:produce', {
    attemptId,
    slot: 'camera',
    rtpParameters: vp8(ssrc),
  });
  await end.value('call:receive', { attemptId, rtpCapabilities: receives });
  return { producerId, generation: joined['generation'] };
}

/** A supervisor of the call's ident centre, at the console. */
export async function supervisor(scene: Scene, at: LiveProcess, tenant: Tenant, name = 'Supervisor') {
  const staff = await addAgent(scene.databases.main.sql, tenant, { roles: ['supervisor'], name });
  return { staff, console: await opened(scene, at.supervisor(staff)) };
}

/** As a supervisor's page does once the call let it in. */
export async function watch(end: TestEnd, attemptId: string): Promise<number> {
  const { generation } = await end.value('call:join', { attemptId });
  await end.value('call:connect', { attemptId, direction: 'receive', dtlsParameters: dtls });
  await end.value('call:receive', { attemptId, rtpCapabilities: receives });
  return Number(generation);
}
