import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { becomeReady, inCall, supervisor, type Scene } from '../../test/live/calls.ts';
import type { TestEnd } from '../../test/live/end.ts';
import {
  dropDatabases,
  signIn,
  startLive,
  testDatabases,
  type Databases,
  type LiveProcess,
} from '../../test/live/process.ts';
import { addAgent, addTenant, type Agent } from '../../test/live/seed.ts';

/** Two processes without Redis: they have nothing in common but the database. */
let databases: Databases;
let one: LiveProcess;
let two: LiveProcess;
/** Never looks by itself: what closes a socket here was told by the database. */
const never = { sessionMs: 3_600_000 };
const ends: TestEnd[] = [];
beforeAll(async () => {
  databases = await testDatabases();
  [one, two] = await Promise.all([startLive(databases, { times: never }), startLive(databases)]);
});
afterEach(() => {
  for (const end of ends.splice(0)) end.close();
});
afterAll(async () => {
  await Promise.all([one.close(), two.close()]);
  await dropDatabases(databases);
});

const scene = (): Scene => ({ databases, ends });
const staff = async () => addAgent(databases.main.sql, await addTenant(databases.main.sql));
const desk = async (agent: Agent, at: LiveProcess, options: Parameters<LiveProcess['agent']>[1] = {}) => {
  const end = await at.agent(agent, options);
  ends.push(end);
  return end;
};
const ended = async (end: TestEnd) => {
  await end.hear('session:ended');
  expect(await end.closed).toBe('io server disconnect');
};

test.each([
  ['is ended', (id: string) => databases.main.sql`delete from session where user_id = ${id}`],
  [
    'has other roles',
    (id: string) => databases.main.sql`update app_user set roles = '{supervisor}' where id = ${id}`,
  ],
  [
    'is disabled',
    (id: string) => databases.main.sql`update app_user set disabled_at = now() where id = ${id}`,
  ],
])('the socket of a person whose session or account %s is closed by the news alone', async (_, end) => {
  const agent = await staff();
  const other = await desk(await staff(), one);
  const console = await desk(agent, one);
  await end(agent.userId);
  await ended(console);
  await other.value('agent:pause');
});

test('a session that expired, or whose end no news told of, is noticed by looking', async () => {
  const { sql } = databases.main;
  const agent = await staff();
  const console = await desk(agent, two);
  await sql`update session set expires_at = now() where user_id = ${agent.userId}`;
  await ended(console);

  const second = await staff();
  const deaf = await desk(second, two);
  await sql.unsafe(`alter table session disable trigger session_ended`);
  await sql`delete from session where user_id = ${second.userId}`;
  await sql.unsafe(`alter table session enable trigger session_ended`);
  await ended(deaf);
});

test('a session opens ten sockets, and no more', async () => {
  const tenant = await addTenant(databases.main.sql);
  const person = await addAgent(databases.main.sql, tenant, { roles: ['supervisor'] });
  const cookie = await signIn(one.context, person.userId);
  const open = () => one.supervisor(person, cookie).then(end => ends.push(end));
  for (let sockets = 0; sockets < 10; sockets++) await open();
  await expect(open()).rejects.toThrow('too_many_requests');
  ends.pop()?.close();
  const again = () => open().catch(() => undefined);
  while ((await again()) === undefined);
});

test('a supervisor’s socket goes with its session too', async () => {
  const tenant = await addTenant(databases.main.sql);
  const { staff: person, console } = await supervisor(scene(), one, tenant);
  await databases.main.sql`delete from session where user_id = ${person.userId}`;
  await ended(console);
});

test('in a call the agent’s end goes with the session, and the customer is told as of any interruption', async () => {
  const { customer, agent, attemptId, staff: person } = await inCall(scene(), two);
  await databases.main.sql`delete from session where user_id = ${person.userId}`;
  await ended(agent);
  await customer.hear(
    'call:peer',
    ({ participant, connected }) => participant === 'agent' && connected === false,
  );
  const [attempt] = await databases.main.sql`select state from attempt where id = ${attemptId}`;
  expect(attempt).toEqual({ state: 'active' });
  // a fresh session takes the call up again
  const back = await desk(person, two);
  await back.hear('call:resumable');
});

test('a call is use of its agent’s session; a console that is only ready is not', async () => {
  const { sql } = databases.main;
  const { staff: busy, agent } = await inCall(scene(), two);
  const idle = await staff();
  const waiting = await desk(idle, two);
  await becomeReady(waiting, idle);
  const expiring = async () =>
    (
      await sql<{ user_id: string }[]>`
        select user_id from session where expires_at < now() + interval '5 minutes'
          and user_id in (${busy.userId}, ${idle.userId})`
    ).map(row => row.user_id);
  await sql`
    update session set expires_at = now() + interval '1 minute' where user_id in (${busy.userId}, ${idle.userId})`;
  // as long as it takes the process to have written a few times that its ends are here
  for (let beats = 0; beats < 3; beats++) {
    await sql`update agent_presence set seen_at = now() - interval '5 seconds' where user_id = ${busy.userId}`;
    const isSeen = async () =>
      (
        await sql`
        select 1 from agent_presence where user_id = ${busy.userId} and seen_at > now() - interval '4 seconds'`
      ).length > 0;
    while (!(await isSeen()));
  }
  await agent.ask('step:show', { attemptId: randomUUID(), step: null });
  expect(await expiring()).toEqual([idle.userId]);
});

test('a second console is asked, and takes over only when it says so', async () => {
  const agent = await staff();
  const page = randomUUID();
  const first = await desk(agent, two, { console: page, takeOver: false });
  const second = await desk(agent, two, { takeOver: false, enteredBy: 'elsewhere' });
  expect(await second.closed).toBe('io server disconnect');
  await becomeReady(first, agent);
  expect(first.heard.filter(({ event }) => event === 'replaced')).toEqual([]);

  const third = await desk(agent, two, { takeOver: true });
  await first.hear('replaced');
  expect(await first.closed).toBe('io server disconnect');
  await becomeReady(third, agent);
  const events = await databases.main.sql`
    select action from audit_event where actor_id = ${agent.userId} and action like 'console.%'`;
  expect(events).toEqual([{ action: 'console.taken_over' }]);
});

test('the reload of a page, and a console that is gone or was not heard of for long, ask nobody', async () => {
  const { sql } = databases.main;
  const agent = await staff();
  const console = randomUUID();
  const page = await desk(agent, two, { console, takeOver: false });
  const reloaded = await desk(agent, two, { console, takeOver: false });
  await page.hear('replaced');
  reloaded.close();
  const isGone = async () =>
    (await sql`select 1 from agent_presence where user_id = ${agent.userId} and connection_id is null`)
      .length;
  while (!(await isGone()));
  await desk(agent, two, { takeOver: false });

  // a process that died leaves its consoles behind
  const lost = await staff();
  await sql`
    update agent_presence set connection_id = gen_random_uuid(), console_id = gen_random_uuid(),
      seen_at = now() - interval '31 seconds'
    where user_id = ${lost.userId}`;
  await desk(lost, two, { takeOver: false });
});

test('of two consoles that come at once, unasked, one gets in', async () => {
  const agent = await staff();
  const cookie = await signIn(two.context, agent.userId);
  const came = await Promise.all(
    [one, two].map(at =>
      desk(agent, at, { takeOver: false, cookie, enteredBy: 'agent:status' }).then(
        () => 'in',
        () => 'refused',
      ),
    ),
  );
  expect(came.sort()).toEqual(['in', 'refused']);
});
