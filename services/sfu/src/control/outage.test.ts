import { randomUUID } from 'node:crypto';
import { afterEach, expect, test, vi } from 'vitest';
import { connectControl, startTestNode } from '../../test/node.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

async function start(workers: number) {
  const node = await startTestNode({ workers });
  const control = await connectControl(node.controlUrl);
  ends.push(control.close, () => node.close());
  return { node, control };
}

test('the death of a worker ends its sessions, no others, and it is replaced', async () => {
  const { node, control } = await start(2);
  const [first, second] = [randomUUID(), randomUUID()];
  await control.value('session.open', { session: first, fence: 1 });
  await control.value('session.open', { session: second, fence: 1 });
  const before = node.context.workers.pids();
  const [victim] = before;
  process.kill(victim ?? expect.unreachable(), 'SIGKILL');

  const { session, reason } = await control.event('session.closed');
  expect([session, reason]).toEqual([first, 'worker_died']);
  const { sessions } = await control.value('session.list', {});
  expect(sessions.map(one => one.session)).toEqual([second]);

  await vi.waitUntil(() => node.context.workers.pids().length === 2, { timeout: 20_000 });
  expect(node.context.workers.pids()).not.toContain(victim);
  await control.value('session.open', { session: first, fence: 1 });
  const participant = { session: first, fence: 1, participant: 'customer', generation: 0 };
  await control.value('transport.open', { ...participant, direction: 'send' });
});

test('a draining node ends its sessions and takes no more', async () => {
  const { node, control } = await start(1);
  const session = randomUUID();
  await control.value('session.open', { session, fence: 1 });
  node.drain();
  expect(await control.event('session.closed')).toEqual({ session, reason: 'node_draining' });
  expect(await control.command('session.open', { session, fence: 2 })).toEqual({
    ok: false,
    code: 'node_draining',
  });
});
