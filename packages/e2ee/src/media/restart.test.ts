import { expect, it } from 'vitest';
import { toBase64Url } from '../bytes.ts';
import { decodeHeader } from '../sframe/header.ts';
import { createMediaSession } from './session.ts';
import type { FromWorker } from './worker-protocol.ts';

const wrapKey = () =>
  crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
const [wrapOfCustomer, wrapOfAgent] = [await wrapKey(), await wrapKey()];
const roster = [
  { index: 0, participant: 'customer' },
  { index: 1, participant: 'agent' },
];
const microphone = (direction: 'send' | 'receive') => ({ direction, slot: 'microphone', index: 0 }) as const;

/** A worker of one end, started anew with what the page still holds: the wrapping keys of the agreement. */
async function start(self: number, agreementNumber = 1) {
  const posted: FromWorker[] = [];
  const session = createMediaSession(
    message => posted.push(message),
    () => 0,
  );
  const wrap =
    self === 0 ? { seal: wrapOfCustomer, open: wrapOfAgent } : { seal: wrapOfAgent, open: wrapOfCustomer };
  await session.join({
    type: 'join',
    attempt: 'attempt-1',
    agreementNumber,
    self,
    roster,
    peers: [{ index: 1 - self, wrap }],
  });
  const message = posted.find(one => one.type === 'sealed-key');
  if (message?.type !== 'sealed-key') throw new Error('no sealed key');
  return { session, sealedKey: message.sealed, epoch: message.epoch };
}

const frame = () => new Uint8Array(40).fill(5);

it('R78 a worker started anew seals the same frame under the same KID and counter with another key', async () => {
  const workers = await Promise.all(Array.from({ length: 8 }, () => start(0)));
  const sealed = await Promise.all(
    workers.map(({ session }) => session.convert(microphone('send'), frame())),
  );
  const headers = sealed.map(bytes => decodeHeader(bytes, 0));
  expect(new Set(headers.map(({ kid, ctr }) => `${kid} ${ctr}`)).size).toBe(1);
  expect(new Set(sealed.map(toBase64Url)).size).toBe(workers.length);
});

it('R13 R78 a receiver takes nothing of a worker started anew in the same agreement, and keeps the key it has', async () => {
  const agent = await start(1);
  const [first, second] = [await start(0), await start(0)];
  expect(second.epoch).toBe(first.epoch);
  await agent.session.takePeerKey(0, first.sealedKey);
  await expect(agent.session.takePeerKey(0, second.sealedKey)).rejects.toMatchObject({ code: 'old_epoch' });
  const opened = async (from: typeof first) =>
    agent.session.convert(microphone('receive'), await from.session.convert(microphone('send'), frame()));
  await expect(opened(second)).rejects.toMatchObject({ code: 'not_authentic' });
  expect(await opened(first)).toEqual(frame());
});

it('R13 R78 with a new agreement it is taken, and its key of the agreement before is not', async () => {
  const [agent, first] = [await start(1), await start(0)];
  await agent.session.takePeerKey(0, first.sealedKey);
  const next = await start(0, 2);
  expect(next.epoch).toBeGreaterThan(first.epoch + 60_000);
  await agent.session.takePeerKey(0, next.sealedKey);
  await expect(agent.session.takePeerKey(0, first.sealedKey)).rejects.toMatchObject({ code: 'old_epoch' });
  const sealed = await next.session.convert(microphone('send'), frame());
  expect(await agent.session.convert(microphone('receive'), sealed)).toEqual(frame());
});
