import { randomUUID } from 'node:crypto';
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

test('gives new credentials for the next number, the same for the same one, and refuses any other', async () => {
  const session = { session: randomUUID(), fence: 1 };
  await control.value('session.open', session);
  const transport = { ...session, participant: 'customer', generation: 0, direction: 'send' } as const;
  const conflict = { ok: false, code: 'conflict' };
  expect(await control.command('transport.restart_ice', { ...transport, number: 1 })).toEqual({
    ok: false,
    code: 'unknown_transport',
  });
  const { iceParameters: before } = await control.value('transport.open', transport);
  expect(await control.command('transport.restart_ice', { ...transport, number: 2 })).toEqual(conflict);
  const first = await control.value('transport.restart_ice', { ...transport, number: 1 });
  expect(first.iceParameters.usernameFragment).not.toBe(before.usernameFragment);
  expect(first.iceParameters.password).not.toBe(before.password);
  expect(await control.value('transport.restart_ice', { ...transport, number: 1 })).toEqual(first);
  const second = await control.value('transport.restart_ice', { ...transport, number: 2 });
  expect(second.iceParameters.password).not.toBe(first.iceParameters.password);
  expect(await control.command('transport.restart_ice', { ...transport, number: 1 })).toEqual(conflict);
  // told again on opening, as what it is now
  expect((await control.value('transport.open', transport)).iceParameters).toEqual(second.iceParameters);
});
