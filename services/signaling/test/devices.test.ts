import { randomUUID } from 'node:crypto';
import { deviceFingerprint, generateDeviceKey, importVerifyKey, issueCertificate } from '@visavis/e2ee';
import type { DeviceAdminView } from '@visavis/protocol';
import { addPersonRow } from '@visavis/test-kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decisionOf, inCall, manifestOf, sealed, slotBody, store } from './call.ts';
import { apiClient, consoleRequest, goLive, orderFor, type Reply } from './clients.ts';
import { signIn } from './live/process.ts';
import { startStack, type Stack, type Tenant } from './stack.ts';

let stack: Stack;
let tenant: Tenant;
beforeAll(async () => {
  stack = await startStack();
  tenant = await stack.tenant(['agent', 'administrator', 'compliance']);
});
afterAll(() => stack.stop());

type Client = (method: string, path: string, body?: unknown) => Promise<Reply>;
async function clientOf(userId: string): Promise<Client> {
  const cookie = await signIn(stack.context, userId);
  return (method, path, body) =>
    consoleRequest(stack, method, path, { cookie, ...(body === undefined ? {} : { body }) });
}

const centreId = () => tenant.centre?.id ?? '';
const administrator = async (organisationId = centreId()): Promise<Client> => {
  const { userId } = await addPersonRow(stack.database.sql, organisationId, { roles: ['administrator'] });
  return clientOf(userId);
};

/** A device that the agent has asked for, and what their screen shows. */
async function requested(): Promise<{ id: string; fingerprint: string; agent: Client; publicJwk: object }> {
  const { publicJwk } = await generateDeviceKey();
  const agent = await clientOf(tenant.user('agent').id);
  const { body } = await agent('POST', '/devices', { publicKey: publicJwk, role: 'agent' });
  const { id } = body as { id: string };
  return { id, agent, publicJwk, fingerprint: await deviceFingerprint(await importVerifyKey(publicJwk)) };
}
const listed = async (by: Client): Promise<DeviceAdminView[]> =>
  ((await by('GET', '/devices')).body as { items: DeviceAdminView[] }).items;
const codeOf = ({ body }: Reply) => (body as { error?: { code: string } } | undefined)?.error?.code;
const audited = async (deviceId: string) =>
  stack.database.sql`
    select action, payload from audit_event where subject_id = ${deviceId} and organisation_id = ${centreId()}
    order by sequence`;

describe('an administrator', () => {
  test('approves a device by the fingerprint that its person has read out, and by no other', async () => {
    const { id, fingerprint } = await requested();
    const other = await requested();
    const admin = await administrator();
    expect((await listed(admin))[0]).toMatchObject({
      id: other.id,
      status: 'requested',
      person: { name: 'The agent' },
    });
    const approve = (typed: string) => admin('POST', `/devices/${id}/approval`, { fingerprint: typed });
    expect(codeOf(await approve(other.fingerprint))).toBe('fingerprint_differs');
    expect(codeOf(await approve('not a fingerprint, but as long as one'))).toBe('fingerprint_differs');
    const typed = fingerprint.replaceAll('-', ' ').toUpperCase();
    expect(await approve(typed)).toMatchObject({ status: 200, body: { id, status: 'approved' } });
    expect(codeOf(await approve(typed))).toBe('wrong_state');
    expect(await audited(id)).toEqual([
      { action: 'device.registered', payload: { role: 'agent' } },
      { action: 'device.approved', payload: { role: 'agent' } },
    ]);
  });

  test('sees who has certified it and until when, and revokes it for good', async () => {
    const { id, fingerprint, agent, publicJwk } = await requested();
    const admin = await administrator();
    await admin('POST', `/devices/${id}/approval`, { fingerprint });
    const now = Math.floor(Date.now() / 1000);
    const certificate = await issueCertificate(
      {
        tenant: tenant.tenant.id,
        device: publicJwk as Parameters<typeof issueCertificate>[0]['device'],
        person: tenant.user('agent').id,
        name: 'The agent',
        role: 'agent',
        issued: now,
        expires: now + 3600,
      },
      tenant.root.privateKey,
    );
    const compliance = await clientOf(tenant.user('compliance').id);
    const certify = () => compliance('POST', `/devices/${id}/certificate`, { certificate });
    expect((await certify()).status).toBe(200);
    const device = (await listed(admin)).find(each => each.id === id);
    const [named] = device?.certificates ?? [];
    expect(named?.tenantName).toMatch(/^Bank/);
    expect(Date.parse(named?.expiresAt ?? '')).toBe((now + 3600) * 1000);

    const revoke = () => admin('POST', `/devices/${id}/revocation`);
    expect(await revoke()).toMatchObject({ status: 200, body: { status: 'revoked' } });
    expect(await revoke()).toMatchObject({ status: 200, body: { status: 'revoked' } });
    expect(codeOf(await certify())).toBe('device_not_certified');
    expect(codeOf(await admin('POST', `/devices/${id}/approval`, { fingerprint }))).toBe('wrong_state');
    expect((await agent('GET', `/devices/${id}`)).body).toMatchObject({ status: 'revoked' });
    expect((await audited(id)).at(-1)).toEqual({
      action: 'device.revoked',
      payload: { role: 'agent', was: 'approved' },
    });
  });

  test('has only the devices of the own organisation', async () => {
    const { id, fingerprint } = await requested();
    const stranger = await administrator((await stack.tenant(['agent'])).centre?.id);
    expect(await listed(stranger)).toEqual([]);
    for (const [path, body] of [
      [`/devices/${id}/approval`, { fingerprint }],
      [`/devices/${id}/revocation`, undefined],
      [`/devices/${randomUUID()}/revocation`, undefined],
    ] as const)
      expect(codeOf(await stranger('POST', path, body))).toBe('not_found');
  });
});

test('nothing that a revoked device signs counts: no artefact, segment, manifest or decision', async () => {
  await goLive(await clientOf(tenant.user('compliance').id), tenant);
  const agent = await clientOf(tenant.user('agent').id);
  const { body } = await apiClient(stack, tenant)('POST', '/identifications', orderFor(tenant));
  const { identification } = body as { identification: { id: string } };
  const call = await inCall(stack, tenant, agent, identification.id);
  const artefact = await sealed(call, 'still', 'face', ['picture']);
  await store(agent, artefact);
  const path = `/artefacts/${artefact.id}/segments`;
  const [segment] = artefact.segments;
  const { jws, head } = await manifestOf(call, null, [artefact.manifest]);
  const [attempt] = await stack.database.sql<{ deviceId: string }[]>`
    select device_id as "deviceId" from attempt where id = ${call.attemptId}`;
  const revoked = await (await administrator())('POST', `/devices/${attempt?.deviceId ?? ''}/revocation`);
  expect(revoked.status).toBe(200);
  for (const [to, sent] of [
    ['/artefacts', artefact.request],
    [path, segment && slotBody(segment)],
    [`${path}/0/stored`, undefined],
    ['/manifests', { attemptId: call.attemptId, number: 0, jws }],
    ['/decisions', await decisionOf(call, 'rejected', head, 'document_expired')],
  ] as const)
    expect(codeOf(await agent('POST', to, sent)), to).toBe('device_not_certified');
});
