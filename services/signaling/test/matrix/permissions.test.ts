import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import {
  actionOfConsole,
  confirmationMinutes,
  consoleApi,
  isPermitted,
  needsConfirmation,
  permissions,
  scopeOf,
  tenantApi,
  type Action,
  type ConsoleEndpoint,
  type Endpoint,
  type Scope,
} from '@visavis/protocol';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { consoleRoutes, openRoutes } from '../../src/http/console/index.ts';
import { tenantRoutes } from '../../src/http/tenant/index.ts';
import { connectEnd, type TestEnd } from '../live/end.ts';
import { signIn } from '../live/process.ts';
import { agentOrigin, customerOrigin, startStack, type Stack } from '../stack.ts';
import { absent, makeWorld, type Estate, type Person, type World } from './estates.ts';
import {
  agentSamples,
  consoleSamples,
  customerSamples,
  supervisorSamples,
  tenantSamples,
  type Sample,
} from './samples.ts';

let stack: Stack;
let world: World;
beforeAll(async () => {
  stack = await startStack();
  world = await makeWorld(stack);
});
afterAll(() => stack.stop());

type Answer = { status: number; body: unknown };
const codeOf = (answer: Answer): unknown =>
  (answer.body as { error?: { code: string } } | undefined)?.error?.code;

async function ask(
  url: string,
  { method, path }: Endpoint,
  { request }: Sample,
  estate: Estate,
  headers: Record<string, string>,
): Promise<Answer> {
  const { id = '', number = 0, query = '', body } = request(estate);
  const filled = path.replace('{id}', id).replace('{number}', String(number));
  const response = await fetch(`${url}${filled}${query}`, {
    method: method.toUpperCase(),
    headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false;
  return { status: response.status, body: isJson ? await response.json() : await response.text() };
}

/** Whether the scope reaches what a sample names of an estate. */
function reaches(scope: Scope, of: NonNullable<Sample['of']>, person: Person, estate: Estate): boolean {
  const { organisationId, userId } = person;
  if (of === 'agent') return estate.agentId === userId;
  if (scope === 'all') return Object.values(world.estates).includes(estate);
  if (scope === 'managed') return estate.resellerId === organisationId;
  if (scope !== 'own_tenant') return organisationId === (of === 'tenant' ? estate.tenantId : estate.centreId);
  if (of === 'tenant') return organisationId === estate.tenantId;
  // whoever identifies for the tenant, also while in the call of another one
  return Object.values(world.estates).some(
    ({ tenantId, centreId }) => tenantId === organisationId && centreId === estate.centreId,
  );
}

/** Ids that must be in no answer to this person. */
function hiddenFrom(person: Person): string[] {
  const { own, granted, other, managed } = world.estates;
  const ofCustomers = (estate: Estate) => [
    estate.identificationId,
    estate.endedId,
    estate.attemptId,
    estate.artefactId,
  ];
  const all = ({ tenantId, contractId, centreId, agentId, colleagueId, deviceId, ...estate }: Estate) => [
    ...[tenantId, contractId, deviceId, ...ofCustomers({ ...own, ...estate })],
    ...(centreId === own.centreId ? [] : [centreId, agentId, colleagueId]),
  ];
  if (person.is === 'operator') return [own, granted, other, managed].flatMap(ofCustomers);
  if (person.is === 'reseller') return [...[own, granted, other].flatMap(all), ...ofCustomers(managed)];
  const isOfTenant = person.organisationId === own.tenantId;
  return [other, managed, ...(isOfTenant ? [granted] : [])].flatMap(all);
}

const notPermitted = { status: 403, body: { error: { code: 'not_permitted' } } };

/** Done, or refused for what it says: neither who asks nor what is named is in the way. */
function expectDone(answer: Answer, what: string): void {
  const isOfRole = (answer.body as { error?: { field?: string } }).error?.field === 'role';
  const barred = ['unauthenticated', 'internal', ...(isOfRole ? [] : ['not_permitted'])];
  expect(barred, what).not.toContain(codeOf(answer));
}

describe('REST of the console', () => {
  const names = Object.keys(consoleApi) as (keyof typeof consoleApi)[];

  test('mounts every endpoint of the contract, those without a session by name', () => {
    const mounted = [...consoleRoutes, ...openRoutes].map(({ endpoint }) => endpoint);
    const missing = names.filter(name => !mounted.includes(consoleApi[name]));
    expect(missing).toEqual(['signIn']);
    const open = names.filter(name => consoleApi[name].action === null);
    expect(open.sort()).toEqual(['acceptInvitation', 'readInvitation', 'requestPasskey', 'signIn']);
  });

  test.each(names.filter(name => consoleApi[name].action !== null))('%s', async name => {
    const endpoint: ConsoleEndpoint = consoleApi[name];
    const sample = consoleSamples[name];
    const action = endpoint.action as Action;
    const nowhere = absent();
    const origin = { origin: agentOrigin };
    expect(await ask(stack.consoleUrl, endpoint, sample, world.estates.own, origin)).toEqual({
      status: 401,
      body: { error: { code: 'unauthenticated' } },
    });
    for (const person of world.people) {
      const scope = scopeOf(person, action);
      const hidden = hiddenFrom(person);
      const cookie = await signIn(stack.context, person.userId);
      const asked = async (estate: Estate) => {
        const answer = await ask(stack.consoleUrl, endpoint, sample, estate, { ...origin, cookie });
        const told = hidden.filter(id => JSON.stringify(answer.body).includes(id));
        expect(told, `${name} tells ${person.is}`).toEqual([]);
        return answer;
      };
      const toNobody = await asked(nowhere);
      if (scope === undefined) expect(toNobody, `${name} by ${person.is}`).toEqual(notPermitted);
      else if (sample.of === undefined) expectDone(toNobody, `${name} by ${person.is}`);
      else expect(codeOf(toNobody), `${name} by ${person.is}`).toBe('not_found');
      if (sample.of === undefined) continue;
      // who may not is refused whatever is named, so one is enough
      const named = Object.entries(world.estates).slice(0, scope === undefined ? 1 : undefined);
      for (const [which, estate] of named) {
        const what = `${name} by ${person.is}, ${which}`;
        const answer = await asked(estate);
        const isReached = scope !== undefined && reaches(scope, sample.of, person, estate);
        expect(!isDeepStrictEqual(answer, toNobody), what).toBe(isReached);
        if (isReached) expectDone(answer, what);
      }
    }
  });

  test.each(names.filter(name => consoleApi[name].action !== null))(
    '%s asks for a second factor again, or not, as the table says',
    async name => {
      const endpoint: ConsoleEndpoint = consoleApi[name];
      const person = world.people.find(one => isPermitted(one, endpoint.action as Action));
      if (!person) throw new Error(`nobody may ${name}`);
      const cookie = await signIn(stack.context, person.userId);
      await stack.database.sql`
        update session set confirmed_at = now() - make_interval(mins => ${confirmationMinutes})
        where user_id = ${person.userId}`;
      const headers = { origin: agentOrigin, cookie };
      const answer = await ask(stack.consoleUrl, endpoint, consoleSamples[name], absent(), headers);
      expect(codeOf(answer) === 'confirmation_required', name).toBe(needsConfirmation(endpoint));
    },
  );

  test('everybody may do something', () => {
    const actions = Object.keys(permissions) as Action[];
    const idle = world.people.filter(person => !actions.some(action => isPermitted(person, action)));
    expect(idle).toEqual([]);
  });
});

describe('REST of a tenant’s systems', () => {
  const names = Object.keys(tenantApi) as (keyof typeof tenantApi)[];

  test('mounts every endpoint of the contract', () => {
    const mounted = tenantRoutes.map(({ endpoint }) => endpoint);
    expect(names.filter(name => !mounted.includes(tenantApi[name]))).toEqual([]);
  });

  test.each(names)('%s', async name => {
    const url = stack.customerUrl;
    const endpoint = tenantApi[name];
    const sample = tenantSamples[name];
    const authorization = `Bearer ${world.apiKey}`;
    const toNobody = await ask(url, endpoint, sample, absent(), { authorization });
    expect(toNobody).toMatchObject({ status: 404, body: { error: { code: 'not_found' } } });
    for (const [which, estate] of Object.entries(world.estates)) {
      const without: Record<string, string>[] = [{}, { authorization: authorization.slice(0, -1) }];
      for (const headers of without)
        expect(await ask(url, endpoint, sample, estate, headers)).toMatchObject({ status: 401 });
      const answer = await ask(url, endpoint, sample, estate, { authorization });
      expect(isDeepStrictEqual(answer, toNobody), `${name}, ${which}`).toBe(which !== 'own');
    }
  });
});

describe('sockets', () => {
  const ends: TestEnd[] = [];
  afterAll(() => ends.forEach(end => end.close()));

  const console = async (person: Person, as: keyof typeof actionOfConsole): Promise<TestEnd> => {
    const cookie = await signIn(stack.context, person.userId);
    const enteredBy = as === 'agent' ? 'agent:status' : 'floor';
    const auth = as === 'agent' ? { as, console: randomUUID(), takeOver: true } : { as };
    const end = await connectEnd(stack.consoleUrl, { origin: agentOrigin, cookie, auth, enteredBy });
    ends.push(end);
    return end;
  };
  const personWho = (is: string): Person => {
    const found = world.people.find(person => person.is === is);
    if (!found) throw new Error(`nobody is ${is}`);
    return found;
  };

  /** Answers about what the end does not reach are those about nothing; those about its own call are not. */
  async function walk<Event extends string>(
    end: TestEnd,
    samples: Record<Event, (estate: Estate) => Record<string, unknown>>,
    unreached: readonly Estate[],
    { before = () => Promise.resolve({}), never }: { before?: () => Promise<unknown>; never?: string } = {},
  ): Promise<void> {
    const { own } = world.estates;
    for (const event of Object.keys(samples) as Event[]) {
      const body = samples[event];
      const namesNone = Object.keys(body(own)).every(key => !key.endsWith('Id'));
      const toNobody = await end.ask(event, body(absent()));
      if (!namesNone)
        for (const estate of unreached) expect(await end.ask(event, body(estate)), event).toEqual(toNobody);
      await before();
      const answer = await end.ask(event, body(own));
      const isReached = namesNone || !isDeepStrictEqual(answer, toNobody);
      expect(isReached, event).toBe(event !== never);
      if (!answer.ok)
        expect(['internal', 'invalid_request', 'unauthenticated'], event).not.toContain(answer.refusal.code);
    }
  }

  test('a console opens to whom the table permits it', async () => {
    for (const person of world.people)
      for (const as of ['agent', 'supervisor'] as const) {
        const opened = console(person, as).then(
          () => 'opened',
          (error: unknown) => (error as Error).message,
        );
        const isAllowed = isPermitted(person, actionOfConsole[as]);
        expect(await opened, `${person.is} as ${as}`).toBe(isAllowed ? 'opened' : 'not_permitted');
      }
  });

  test('an agent has no call but their own', async () => {
    const colleague = await console(personWho('another agent'), 'agent');
    for (const event of Object.keys(agentSamples) as (keyof typeof agentSamples)[]) {
      if (event === 'agent:pause') continue;
      const answer = await colleague.ask(event, agentSamples[event](world.estates.own));
      expect(answer, event).toEqual(await colleague.ask(event, agentSamples[event](absent())));
    }
  });

  test('a supervisor has the calls of their own organisation’s agents, once in', async () => {
    const supervisor = personWho('supervisor');
    const end = await console(supervisor, 'supervisor');
    const { own, other, managed } = world.estates;
    const [row] = await stack.database.sql<{ id: string }[]>`
      insert into device (organisation_id, user_id, public_key, role, status, approved_at)
      values (${supervisor.organisationId}, ${supervisor.userId}, '{}', 'supervisor', 'approved', now()) returning id`;
    const deviceId = row?.id ?? '';
    await stack.database.sql`
      insert into device_certificate (device_id, tenant_id, certificate, expires_at) values (${deviceId}, ${own.tenantId}, 'a.b.c', now() + interval '1 day')`;
    const joining = { 'supervise:join': (estate: Estate) => ({ attemptId: estate.attemptId, deviceId }) };
    const join = () => end.value('supervise:join', { attemptId: own.attemptId, deviceId });
    const floor = end.heard.flatMap(({ event, body }) => (event === 'floor' ? [JSON.stringify(body)] : []));
    expect(floor.join()).toContain(own.attemptId);
    for (const { attemptId } of [other, managed]) expect(floor.join()).not.toContain(attemptId);
    const samples = { ...supervisorSamples, ...joining };
    await walk(end, samples, [other, managed], { before: join, never: 'call:produce' });
  });

  test('a customer has their own call', async () => {
    const { own, granted, other, managed } = world.estates;
    const { identificationId, token } = own;
    const auth = { identificationId, token };
    const end = await connectEnd(stack.customerUrl, {
      origin: customerOrigin,
      auth,
      enteredBy: 'identification',
    });
    ends.push(end);
    // the agent's end leaves next, which ends the call
    const staying = Object.entries(customerSamples).filter(([event]) => event !== 'call:leave');
    await walk(end, Object.fromEntries(staying), [granted, other, managed]);
    const agent = await console(personWho('agent of the call'), 'agent');
    await walk(agent, agentSamples, [other, managed]);
  });
});
