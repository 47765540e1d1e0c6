import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apiClient, consoleClient, goLive, openChallenge, orderFor, type ConsoleClient } from './clients.ts';
import { startStack, type Stack, type Tenant } from './stack.ts';

let stack: Stack;
let tenant: Tenant;
let compliance: ConsoleClient;
beforeAll(async () => {
  stack = await startStack();
  tenant = await stack.tenant(['compliance']);
  compliance = await consoleClient(stack, tenant, 'compliance');
});
afterAll(() => stack.stop());

const contractPath = (rest: string) => `/contracts/${tenant.contract.id}/${rest}`;

describe('going live', () => {
  test('needs the key file to have opened the challenge', async () => {
    const sealed = await compliance('GET', contractPath('test-object'));
    expect(sealed.status).toBe(200);
    const wrong = await compliance('POST', contractPath('test-object'), { opened: 'A'.repeat(43) });
    expect([wrong.status, wrong.body]).toEqual([
      409,
      { error: { code: 'test_object_mismatch', field: 'opened' } },
    ]);
    expect((await compliance('GET', '/contracts')).body).toMatchObject({ items: [{ status: 'draft' }] });
    const opened = await openChallenge(tenant, sealed.body);
    const live = await compliance('POST', contractPath('test-object'), { opened });
    expect([live.status, live.body]).toMatchObject([200, { status: 'live' }]);
    // the challenge is spent
    expect((await compliance('POST', contractPath('test-object'), { opened })).status).toBe(409);
  });

  test('begins anew with a new recipient list, which only a higher version by the root can be', async () => {
    const post = (jws: string) => compliance('POST', contractPath('recipient-list'), { jws });
    const other = await stack.tenant();
    const error = (code: string) => ({ error: { code, field: 'jws' } });
    expect((await post(await tenant.signList(1))).body).toEqual(error('conflict'));
    expect((await post(await other.signList(2))).body).toEqual(error('no_recipient_list'));
    expect((await post(await tenant.signList(2, -60))).body).toEqual(error('no_recipient_list'));
    const replaced = await post(await tenant.signList(2));
    expect([replaced.status, replaced.body]).toMatchObject([200, { status: 'draft', liveAt: null }]);
    await goLive(compliance, tenant);
    expect((await compliance('GET', '/contracts')).body).toMatchObject({ items: [{ status: 'live' }] });
  });

  test('nobody changes a contract of another tenant', async () => {
    const other = await stack.tenant(['compliance']);
    const foreign = await consoleClient(stack, other, 'compliance');
    for (const reply of [
      await foreign('GET', contractPath('test-object')),
      await foreign('POST', contractPath('test-object'), { opened: 'AAAA' }),
      await foreign('POST', contractPath('recipient-list'), { jws: await tenant.signList(9) }),
      await foreign('GET', contractPath('retention-preview?days=1')),
      await foreign('PATCH', contractPath('retention'), { days: 1 }),
    ])
      expect([reply.status, reply.body]).toEqual([404, { error: { code: 'not_found' } }]);
  });
});

describe('the retention period', () => {
  const preview = async (days: number) =>
    (await compliance('GET', contractPath(`retention-preview?days=${days}`))).body;
  const change = (days: number) => compliance('PATCH', contractPath('retention'), { days });
  const dueDays = () => stack.database.sql<{ ago: number; due: number }[]>`
    select round(extract(epoch from now() - ended_at) / 86400)::int as ago,
      round(extract(epoch from due_at - ended_at) / 86400)::int as due
    from identification where ended_at is not null and tenant_id = ${tenant.tenant.id} order by ended_at desc`;

  test('says first what a change would move; shortening moves what exists, lengthening does not', async () => {
    const api = apiClient(stack, tenant);
    for (const daysAgo of [5, 20, 40]) {
      const reply = await api('POST', '/identifications', orderFor(tenant));
      const { identification } = reply.body as { identification: { id: string } };
      await stack.database.sql`
        update identification set state = 'cancelled', ended_at = now() - make_interval(days => ${daysAgo}),
          due_at = now() - make_interval(days => ${daysAgo}) + interval '1440 hours' where id = ${identification.id}`;
    }
    expect(await preview(30)).toEqual({ days: 30, moved: 3, dueAtOnce: 1 });
    expect(await preview(90)).toEqual({ days: 90, moved: 0, dueAtOnce: 0 });
    expect((await dueDays()).map(({ due }) => due)).toEqual([60, 60, 60]);

    expect((await change(30)).body).toMatchObject({ retentionDays: 30 });
    expect((await dueDays()).map(({ due }) => due)).toEqual([30, 30, 30]);
    expect((await change(90)).body).toMatchObject({ retentionDays: 90 });
    expect((await dueDays()).map(({ due }) => due)).toEqual([30, 30, 30]);

    const due = (await compliance('GET', '/due')).body as {
      items: { identification: { dueAt: string }; held: boolean }[];
    };
    const dates = due.items.map(({ identification }) => identification.dueAt);
    expect(dates).toEqual([...dates].sort());
    expect(due.items.map(({ held }) => held)).toEqual([false, false, false]);
    const events = await stack.database.sql`
      select payload from audit_event where action = 'retention.changed' and organisation_id = ${tenant.tenant.id} order by sequence`;
    expect(events.map(({ payload }) => payload as unknown)).toEqual([
      { from: 60, to: 30, moved: 3 },
      { from: 30, to: 90, moved: 0 },
    ]);
  });

  test.each(['0', '3651', '1.5', 'x', ''])('is not %j days', async days => {
    const reply = await compliance('GET', contractPath(`retention-preview?days=${days}`));
    expect([reply.status, reply.body]).toEqual([400, { error: { code: 'invalid_request', field: 'days' } }]);
  });
});

describe('devices', () => {
  test('tell an agent’s console of every tenant that has granted the organisation a contract, and of no other', async () => {
    const [own, foreign] = [await stack.tenant(['agent', 'administrator']), await stack.tenant()];
    const [person] = own.centre?.users ?? [];
    await stack.database.sql`
      insert into contract_grant (organisation_id, contract_id, tenant_id)
      select organisation_id, ${tenant.contract.id}, ${tenant.tenant.id} from app_user where id = ${person?.id ?? ''}`;
    const agent = await consoleClient(stack, own, 'agent');
    const { body } = await agent('GET', '/tenants');
    const rootsOf = (...granted: Tenant[]) => granted.map(({ root }) => root.publicJwk);
    const { items } = body as { items: { id: string; rootKey: unknown }[] };
    expect(items.map(({ id }) => id).sort()).toEqual([own.tenant.id, tenant.tenant.id].sort());
    expect(items.map(({ rootKey }) => rootKey)).toEqual(expect.arrayContaining(rootsOf(own, tenant)));
    expect(JSON.stringify(body)).not.toContain(foreign.tenant.id);
    const administrator = await consoleClient(stack, own, 'administrator');
    expect((await administrator('GET', '/tenants')).body).toMatchObject({ items: [{ id: own.tenant.id }] });
  });

  test('are certified only by the tenant’s root, for this key and person', async () => {
    const tenant = await stack.tenant(['compliance']);
    await stack.database.sql`
      update app_user set roles = '{compliance,administrator}' where id = ${tenant.user('compliance').id}`;
    const compliance = await consoleClient(stack, tenant, 'compliance');
    const { generateDeviceKey, issueCertificate } = await import('@visavis/e2ee');
    const { publicJwk } = await generateDeviceKey();
    const asked = { publicKey: publicJwk, role: 'compliance' };
    const requested = await compliance('POST', '/devices', asked);
    const { id } = requested.body as { id: string };
    expect((await compliance('POST', '/devices', asked)).body).toEqual(requested.body);
    // not theirs
    expect((await compliance('POST', '/devices', { publicKey: publicJwk, role: 'agent' })).status).toBe(403);
    const now = Math.floor(Date.now() / 1000);
    const certificate = {
      tenant: tenant.tenant.id,
      device: publicJwk,
      person: tenant.user('compliance').id,
      name: 'The compliance',
      role: 'compliance' as const,
      issued: now,
      expires: now + 3600,
    };
    const stranger = await stack.tenant();
    const other = await generateDeviceKey();
    const wrong = [
      await issueCertificate(certificate, stranger.root.privateKey),
      await issueCertificate({ ...certificate, device: other.publicJwk }, tenant.root.privateKey),
      await issueCertificate({ ...certificate, person: randomUUID() }, tenant.root.privateKey),
      await issueCertificate({ ...certificate, role: 'agent' }, tenant.root.privateKey),
      await issueCertificate({ ...certificate, expires: now - 1 }, tenant.root.privateKey),
    ];
    for (const jws of wrong) {
      const reply = await compliance('POST', `/devices/${id}/certificate`, { certificate: jws });
      expect(reply).toMatchObject({ status: 403, body: { error: { code: 'device_not_certified' } } });
    }
    // a key stays with the role it was asked for, although the person has the other one too
    const admin = await issueCertificate({ ...certificate, role: 'admin' }, tenant.root.privateKey);
    const anew = { ...asked, role: 'administrator' };
    expect((await compliance('POST', '/devices', anew)).body).toEqual({
      error: { code: 'conflict', field: 'role' },
    });
    expect(await compliance('POST', `/devices/${id}/certificate`, { certificate: admin })).toMatchObject({
      body: { error: { code: 'device_not_certified', field: 'role' } },
    });
    const jws = await issueCertificate(certificate, tenant.root.privateKey);
    expect(await compliance('POST', `/devices/${id}/certificate`, { certificate: jws })).toMatchObject({
      body: { error: { code: 'device_not_certified', field: 'status' } },
    });
    await stack.database.sql`update device set status = 'approved', approved_at = now() where id = ${id}`;
    const certified = await compliance('POST', `/devices/${id}/certificate`, { certificate: jws });
    expect(certified.body).toEqual({ id, role: 'compliance', status: 'approved', certificate: jws });
    expect((await compliance('GET', `/devices/${id}`)).body).toMatchObject({
      status: 'approved',
      tenants: [{ id: tenant.tenant.id, rootKey: tenant.root.publicJwk, certificate: jws }],
    });
  });
});
