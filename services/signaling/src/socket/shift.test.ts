import { asOrganisation } from '@visavis/db';
import { describe, expect, test } from 'vitest';
import { becomeReady, inCall, opened, supervisor } from '../../test/live/calls.ts';
import type { TestEnd } from '../../test/live/end.ts';
import { signIn } from '../../test/live/process.ts';
import { addAgent, addIdentification, addTenant, type Agent, type Tenant } from '../../test/live/seed.ts';
import { setStage } from '../../test/live/stage.ts';
import { addSite, changeSite, removeSite } from '../access/site.ts';
import { recordTraining } from '../access/training.ts';

const stage = setStage();

const actor = { kind: 'service', id: 'test' } as const;
const here = { ranges: ['127.0.0.0/8'], attestations: ['two_factor_door' as const] };
const away = { ranges: ['192.0.2.0/24', '2001:db8::/32'], attestations: ['alone_in_closed_room' as const] };
type At = typeof here | typeof away;

const within = <T>(
  { centreId }: Pick<Tenant, 'centreId'>,
  work: Parameters<typeof asOrganisation<T>>[2],
): Promise<T> => asOrganisation(stage.live.context.sql, centreId, work);
const add = (tenant: Tenant, name: string, at: At) =>
  within(tenant, tx => addSite(tx, tenant.centreId, { name, ...at }, actor));
const desk = (agent: Agent, cookie?: string) =>
  opened(stage, stage.live.agent(agent, cookie === undefined ? {} : { cookie }));

async function setting() {
  const { sql } = stage.databases.main;
  const tenant = await addTenant(sql);
  return { tenant, agent: await addAgent(sql, tenant) };
}
const refusal = async (end: TestEnd, event: string, body: unknown) => {
  const answer = await end.ask(event, body);
  return answer.ok ? undefined : answer.refusal.code;
};
const audited = (subject: string, action: string) =>
  stage.databases.main.sql`
    select payload from audit_event where subject_id = ${subject} and action = ${action} order by sequence`;

describe('the beginning of a shift', () => {
  test('no call before the agent has attested the room, once a session', async () => {
    const { agent } = await setting();
    const cookie = await signIn(stage.live.context, agent.userId);
    const console = await desk(agent, cookie);
    const both = ['alone_in_closed_room', 'two_factor_door'];
    expect(await console.hear('agent:shift')).toEqual({ site: null, offered: both, attestation: null });
    const ready = { deviceId: agent.deviceId };
    expect(await refusal(console, 'agent:ready', ready)).toBe('attestation_required');
    await console.value('shift:attest', { attestation: 'two_factor_door' });
    await console.value('agent:ready', ready);
    expect(await audited(agent.userId, 'shift.attested')).toEqual([
      { payload: { attestation: 'two_factor_door', siteId: null } },
    ]);
    const reloaded = await desk(agent, cookie);
    expect(await reloaded.hear('agent:shift')).toMatchObject({ attestation: 'two_factor_door' });
    await reloaded.value('agent:ready', ready);
    const another = await desk(agent);
    expect(await another.hear('agent:shift')).toMatchObject({ attestation: null });
    expect(await refusal(another, 'agent:ready', ready)).toBe('attestation_required');
  });

  test('is over after ten hours', async () => {
    const { agent } = await setting();
    const console = await desk(agent);
    await becomeReady(console, agent);
    await console.value('agent:pause');
    await stage.databases.main.sql`
      update agent_presence set attested_at = now() - interval '10 hours' where user_id = ${agent.userId}`;
    expect(await refusal(console, 'agent:ready', { deviceId: agent.deviceId })).toBe('attestation_required');
    const told = console.heard
      .filter(({ event }) => event === 'agent:shift')
      .map(({ body }) => body['attestation']);
    expect(told).toEqual([null, 'alone_in_closed_room', null]);
  });
});

describe('sites', () => {
  test('a console works from a site and from nowhere else; refusals are on record', async () => {
    const { tenant, agent } = await setting();
    const staff = await addAgent(stage.databases.main.sql, tenant, { roles: ['supervisor'] });
    const { id } = await add(tenant, 'Elsewhere', away);
    await expect(desk(agent)).rejects.toThrow('site_not_allowed');
    await expect(stage.live.supervisor(staff)).rejects.toThrow('site_not_allowed');
    expect(await audited('console', 'access.refused')).toMatchObject(
      [0, 1].map(() => ({ payload: { code: 'site_not_allowed' } })),
    );
    const site = await add(tenant, 'Here', here);
    const console = await desk(agent);
    expect(await console.hear('agent:shift')).toEqual({
      site: 'Here',
      offered: ['two_factor_door'],
      attestation: null,
    });
    const alone = { attestation: 'alone_in_closed_room' };
    expect(await refusal(console, 'shift:attest', alone)).toBe('invalid_request');
    await console.value('shift:attest', { attestation: 'two_factor_door' });
    await console.value('agent:ready', { deviceId: agent.deviceId });
    expect(await audited(agent.userId, 'shift.attested')).toEqual([
      { payload: { attestation: 'two_factor_door', siteId: site.id } },
    ]);
    const watching = await opened(stage, stage.live.supervisor(staff));
    expect(await watching.hear('supervisor:site')).toEqual({ site: 'Here' });
    await within(tenant, tx => removeSite(tx, id, actor));
    expect(await audited(id, 'site.removed')).toHaveLength(1);
  });

  test('who is at none any more is out at once, also from a call; who is at another attests anew', async () => {
    const { agent, customer, attemptId, tenant, staff } = await inCall(stage, stage.live);
    const { console } = await supervisor(stage, stage.live, tenant);
    const site = await add(tenant, 'Here', here);
    expect(await agent.hear('agent:shift', ({ site: name }) => name === 'Here')).toMatchObject({
      attestation: null,
    });
    await console.hear('supervisor:site', ({ site: name }) => name === 'Here');
    await within(tenant, tx => changeSite(tx, site.id, { name: 'Moved', ...away }, actor));
    for (const end of [agent, console]) {
      expect(await end.hear('site:left')).toEqual({});
      expect(await end.closed).toBe('io server disconnect');
    }
    await customer.hear('call:peer', body => body['participant'] === 'agent' && body['connected'] === false);
    await expect(desk(staff)).rejects.toThrow('site_not_allowed');
    // without any site nobody is bound to one
    await within(tenant, tx => removeSite(tx, site.id, actor));
    const back = await desk(staff);
    expect(await back.hear('agent:shift')).toMatchObject({ site: null });
    expect(await back.hear('call:resumable')).toMatchObject({ attemptId });
  });
});

describe('training', () => {
  const train = (tenant: Tenant, agent: Agent, days: number) => {
    const validUntil = new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
    const training = {
      organisationId: tenant.centreId,
      userId: agent.userId,
      ruleset: 'basic',
      validUntil,
    } as const;
    return within(tenant, async tx => {
      await recordTraining(tx, training, actor);
      return validUntil;
    });
  };

  test('calls come only to who is trained for their ruleset, and the desk says so', async () => {
    const { tenant, agent } = await setting();
    await train(tenant, agent, -1);
    const link = await addIdentification(stage.databases.main.sql, tenant, stage.live.context);
    const customer = await opened(stage, stage.live.customer(link));
    await customer.value('queue:enter', { consentVersion: 1, language: 'de' });
    const console = await desk(agent);
    expect(await console.hear('agent:barred')).toEqual({
      contracts: [{ name: 'Accounts', reason: 'training_missing' }],
      ending: [],
    });
    await becomeReady(console, agent);
    await console.value('agent:pause');
    expect(console.heard.some(({ event }) => event === 'offer')).toBe(false);
    // its last day counts
    const today = await train(tenant, agent, 0);
    await console.value('agent:ready', { deviceId: agent.deviceId });
    expect(
      await console.hear('agent:barred', ({ contracts }) => (contracts as unknown[]).length === 0),
    ).toEqual({
      contracts: [],
      ending: [{ ruleset: 'basic', validUntil: today }],
    });
    await console.hear('offer');
    expect(await audited(agent.userId, 'training.recorded')).toHaveLength(2);
  });

  test('warns from 30 days before its end', async () => {
    const { tenant, agent } = await setting();
    await train(tenant, agent, 30);
    expect(await (await desk(agent)).hear('agent:barred')).toEqual({ contracts: [], ending: [] });
    const validUntil = await train(tenant, agent, 29);
    expect(await (await desk(agent)).hear('agent:barred')).toEqual({
      contracts: [],
      ending: [{ ruleset: 'basic', validUntil }],
    });
  });
});
