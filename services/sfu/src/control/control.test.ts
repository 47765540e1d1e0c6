import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectControl, startTestNode } from '../../test/node.ts';
import type { Control } from '../../test/node.ts';
import { fingerprint, opus, receives, vp8 } from '../../test/rtp.ts';
import { sweepSessions } from '../sessions.ts';

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

async function openSession(fence = 1) {
  const session = randomUUID();
  const { routerRtpCapabilities } = await control.value('session.open', { session, fence });
  const as = (participant: string, generation = 0) => ({ session, fence, participant, generation });
  return { session, fence, as, routerRtpCapabilities };
}

async function listed(session: string) {
  const { sessions } = await control.value('session.list', {});
  return sessions.find(one => one.session === session);
}

test.each(['', 'another secret, as long as the right one', null, 7])(
  'refuses a connection with the secret %j',
  async given => {
    await expect(connectControl(node.controlUrl, given)).rejects.toThrow('unauthorized');
  },
);

test('refuses what no schema knows', async () => {
  const malformed = { ok: false, code: 'malformed' };
  expect(await control.raw('session.open', { session: 'x' })).toEqual(malformed);
  expect(await control.raw('session.open', { session: 'x', fence: 1, name: 'Jane' })).toEqual(malformed);
  expect(await control.raw('session.open', null)).toEqual(malformed);
  const { as } = await openSession();
  expect(await control.raw('transport.open', { ...as('customer'), direction: 'both' })).toEqual(malformed);
});

test('offers VP8 and Opus only, and no audio level', async () => {
  const { routerRtpCapabilities } = await openSession();
  const codecs = routerRtpCapabilities.codecs?.map(({ mimeType }) => mimeType);
  expect(codecs?.sort()).toEqual(['audio/opus', 'video/VP8', 'video/rtx']);
  const uris = routerRtpCapabilities.headerExtensions?.map(({ uri }) => uri);
  expect(uris).toContain('urn:ietf:params:rtp-hdrext:sdes:mid');
  expect(uris).not.toContain('urn:ietf:params:rtp-hdrext:ssrc-audio-level');
});

test('gives the same answer to the same command, also when both are under way at once', async () => {
  const { session, fence, as } = await openSession();
  const twice = async <T>(send: () => Promise<T>): Promise<T> => {
    const [first, second] = await Promise.all([send(), send()]);
    expect(second).toEqual(first);
    expect(await send()).toEqual(first);
    return first;
  };
  await twice(() => control.value('session.open', { session, fence }));
  await twice(() => control.value('transport.open', { ...as('customer'), direction: 'send' }));
  const dtlsParameters = fingerprint('AA');
  await twice(() =>
    control.value('transport.connect', { ...as('customer'), direction: 'send', dtlsParameters }),
  );
  const camera = { ...as('customer'), slot: 'camera', kind: 'video', rtpParameters: vp8 } as const;
  const { producerId } = await twice(() => control.value('producer.open', camera));
  await control.value('transport.open', { ...as('agent'), direction: 'receive' });
  const consumption = { ...as('agent'), producerId, rtpCapabilities: receives };
  const consumer = await twice(() => control.value('consumer.open', consumption));
  expect(consumer).toMatchObject({ producerId, kind: 'video', slot: 'camera', participant: 'customer' });
  await twice(() => control.value('consumer.resume', { ...as('agent'), consumerId: consumer.consumerId }));
  await twice(() => control.value('consumer.key_frame', { ...as('agent'), consumerId: consumer.consumerId }));
  expect(await listed(session)).toMatchObject({
    fence,
    participants: [
      {
        participant: 'customer',
        transports: [{ direction: 'send' }],
        producers: [{ producerId }],
        consumers: [],
      },
      {
        participant: 'agent',
        transports: [{ direction: 'receive' }],
        producers: [],
        consumers: [{ producerId }],
      },
    ],
  });
  await twice(() => control.value('participant.close', as('customer')));
  await twice(() => control.value('session.close', { session, fence }));
  expect(await listed(session)).toBeUndefined();
});

test('refuses the same key with other content', async () => {
  const { as } = await openSession();
  await control.value('transport.open', { ...as('customer'), direction: 'send' });
  const connect = { ...as('customer'), direction: 'send', dtlsParameters: fingerprint('AA') } as const;
  await control.value('transport.connect', connect);
  const conflict = { ok: false, code: 'conflict' };
  expect(
    await control.command('transport.connect', { ...connect, dtlsParameters: fingerprint('BB') }),
  ).toEqual(conflict);
  const microphone = { ...as('customer'), slot: 'microphone', kind: 'audio', rtpParameters: opus } as const;
  await control.value('producer.open', microphone);
  const other = { ...opus, encodings: [{ ssrc: 33_333 }] };
  expect(await control.command('producer.open', { ...microphone, rtpParameters: other })).toEqual(conflict);
});

test('refuses a lower fence and what is not there', async () => {
  const { session, as } = await openSession(5);
  const send = { ...as('customer'), direction: 'send' } as const;
  expect(await control.command('transport.open', { ...send, fence: 4 })).toEqual({
    ok: false,
    code: 'stale_fence',
  });
  expect(await control.command('session.open', { session, fence: 4 })).toEqual({
    ok: false,
    code: 'stale_fence',
  });
  await control.value('transport.open', { ...send, fence: 6 });
  expect(await control.command('transport.open', send)).toEqual({ ok: false, code: 'stale_fence' });
  expect(await control.command('session.close', { session, fence: 5 })).toEqual({
    ok: false,
    code: 'stale_fence',
  });
  await control.value('session.close', { session, fence: 6 });
  expect(await control.command('session.open', { session, fence: 6 })).toEqual({
    ok: false,
    code: 'stale_fence',
  });

  const now = { ...as('customer'), fence: 7 };
  expect(await control.command('participant.close', { ...now, session: 'none' })).toEqual({
    ok: false,
    code: 'unknown_session',
  });
  await control.value('session.open', { session, fence: 7 });
  const connect = { ...now, direction: 'send', dtlsParameters: fingerprint('AA') } as const;
  expect(await control.command('transport.connect', connect)).toEqual({
    ok: false,
    code: 'unknown_transport',
  });
  const consume = { ...now, producerId: 'none', rtpCapabilities: receives };
  expect(await control.command('consumer.open', consume)).toEqual({ ok: false, code: 'unknown_producer' });
  expect(await control.command('consumer.resume', { ...now, consumerId: 'none' })).toEqual({
    ok: false,
    code: 'unknown_consumer',
  });
});

test('refuses other codecs, redundancy, the audio level, and a slot of the wrong kind', async () => {
  const { as } = await openSession();
  await control.value('transport.open', { ...as('customer'), direction: 'send' });
  const open = { ...as('customer'), slot: 'camera', kind: 'video', rtpParameters: vp8 } as const;
  const unsupported = { ok: false, code: 'unsupported_codec' };
  const vp9 = { ...vp8, codecs: [{ mimeType: 'video/VP9', payloadType: 98, clockRate: 90_000 }] };
  expect(await control.command('producer.open', { ...open, rtpParameters: vp9 })).toEqual(unsupported);
  const red = { mimeType: 'audio/red', payloadType: 63, clockRate: 48_000, channels: 2 };
  const microphone = { ...open, slot: 'microphone', kind: 'audio' } as const;
  const redundant = { ...opus, codecs: [...opus.codecs, red] };
  expect(await control.command('producer.open', { ...microphone, rtpParameters: redundant })).toEqual(
    unsupported,
  );
  const uri = 'urn:ietf:params:rtp-hdrext:ssrc-audio-level' as const;
  const telling = { ...opus, headerExtensions: [{ uri, id: 10 }] };
  expect(await control.command('producer.open', { ...microphone, rtpParameters: telling })).toEqual(
    unsupported,
  );
  const mixed = { ...open, slot: 'microphone', kind: 'video' } as const;
  expect(await control.command('producer.open', mixed)).toEqual({ ok: false, code: 'malformed' });
});

test('nobody receives their own stream, nor across sessions', async () => {
  const { as } = await openSession();
  await control.value('transport.open', { ...as('customer'), direction: 'send' });
  await control.value('transport.open', { ...as('customer'), direction: 'receive' });
  const camera = { ...as('customer'), slot: 'camera', kind: 'video', rtpParameters: vp8 } as const;
  const { producerId } = await control.value('producer.open', camera);
  const own = { ...as('customer'), producerId, rtpCapabilities: receives };
  expect(await control.command('consumer.open', own)).toEqual({ ok: false, code: 'own_producer' });
  const elsewhere = await openSession();
  await control.value('transport.open', { ...elsewhere.as('agent'), direction: 'receive' });
  const foreign = { ...elsewhere.as('agent'), producerId, rtpCapabilities: receives };
  expect(await control.command('consumer.open', foreign)).toEqual({ ok: false, code: 'unknown_producer' });
});

test('a new generation closes what the old one had and shuts it out', async () => {
  const { session, as } = await openSession();
  const old = await control.value('transport.open', { ...as('customer'), direction: 'send' });
  const camera = { slot: 'camera', kind: 'video', rtpParameters: vp8 } as const;
  const { producerId } = await control.value('producer.open', { ...as('customer'), ...camera });
  await control.value('transport.open', { ...as('agent'), direction: 'receive' });
  await control.value('consumer.open', { ...as('agent'), producerId, rtpCapabilities: receives });

  const fresh = await control.value('transport.open', { ...as('customer', 1), direction: 'send' });
  expect(fresh.id).not.toBe(old.id);
  expect(await control.event('producer.closed', event => event.producerId === producerId)).toEqual({
    session,
    participant: 'customer',
    generation: 0,
    producerId,
    slot: 'camera',
  });
  expect(await control.command('producer.open', { ...as('customer'), ...camera })).toEqual({
    ok: false,
    code: 'stale_generation',
  });
  expect(await listed(session)).toMatchObject({
    participants: [
      { participant: 'agent', transports: [{ direction: 'receive' }], consumers: [] },
      { participant: 'customer', generation: 1, transports: [{ transportId: fresh.id }], producers: [] },
    ],
  });

  await control.value('participant.close', as('customer', 1));
  const again = { ...as('customer', 1), direction: 'send' } as const;
  expect(await control.command('transport.open', again)).toEqual({ ok: false, code: 'stale_generation' });
});

test('a session without a lease is dropped; commands and leases keep it', async () => {
  const dropped = await openSession();
  const kept = await openSession();
  node.advance(40_000);
  const lease = await control.value('session.lease', {
    sessions: [
      { session: kept.session, fence: kept.fence },
      { session: dropped.session, fence: 0 },
      { session: 'none', fence: 9 },
    ],
  });
  expect(lease).toEqual({ lost: [dropped.session, 'none'] });
  node.advance(30_000);
  sweepSessions(node.context);
  expect(await control.event('session.closed', ({ session }) => session === dropped.session)).toEqual({
    session: dropped.session,
    reason: 'lease_expired',
  });
  expect(await listed(dropped.session)).toBeUndefined();
  expect(await listed(kept.session)).toBeDefined();
  // the fence is remembered for a while, then the session is as if it had never been
  const stale = { session: dropped.session, fence: 0 };
  expect(await control.command('session.open', stale)).toEqual({ ok: false, code: 'stale_fence' });
  expect(node.context.sessions.has(dropped.session)).toBe(true);
  node.advance(600_000);
  sweepSessions(node.context);
  expect(node.context.sessions.has(dropped.session)).toBe(false);
});

test('events go to the process that commands', async () => {
  const { session, fence } = await openSession();
  const successor = await connectControl(node.controlUrl);
  await successor.value('session.lease', { sessions: [{ session, fence: fence + 1 }] });
  node.advance(70_000);
  sweepSessions(node.context);
  expect(await successor.event('session.closed')).toEqual({ session, reason: 'lease_expired' });
  // an answer that comes after any event shows that none came
  await control.value('session.list', {});
  expect(control.events).not.toContainEqual({
    event: 'session.closed',
    payload: { session, reason: 'lease_expired' },
  });
  successor.close();
});
