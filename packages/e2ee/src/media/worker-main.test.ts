import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { WrapKeys } from '../agreement/result.ts';
import type { EncodedFrame } from './transform.ts';
import { runMediaWorker, type WorkerScope } from './worker-main.ts';
import type { FromWorker, ToWorker } from './worker-protocol.ts';

const QUARTER_OF_AN_HOUR = 15 * 60_000;
const roster = [
  { index: 0, participant: 'customer' },
  { index: 1, participant: 'agent' },
];

/** The edge of a worker: what the page posts comes in, what the worker posts can be awaited. */
function startWorker() {
  const posted: FromWorker[] = [];
  const page = new EventTarget();
  const changed = new EventTarget();
  const scope = {
    postMessage: (message: FromWorker) => {
      posted.push(message);
      changed.dispatchEvent(new Event('posted'));
    },
    addEventListener: page.addEventListener.bind(page) as WorkerScope['addEventListener'],
  };
  runMediaWorker(scope);
  const until = (isWanted: (message: FromWorker) => boolean) =>
    new Promise<void>(resolve => {
      const look = () => {
        if (posted.some(isWanted)) resolve();
      };
      changed.addEventListener('posted', look);
      look();
    });
  /** A sending transform of the microphone, and what comes out of it. */
  const sender = () => {
    const passed: EncodedFrame[] = [];
    const { readable, writable } = new TransformStream<EncodedFrame, EncodedFrame>();
    const options = { direction: 'send', slot: 'microphone', index: 0 };
    const out = new WritableStream<EncodedFrame>({ write: frame => void passed.push(frame) });
    const event = Object.assign(new Event('rtctransform'), {
      transformer: { readable, writable: out, options },
    });
    page.dispatchEvent(event);
    const writer = writable.getWriter();
    return { passed, write: (frame: EncodedFrame) => writer.write(frame) };
  };
  return {
    posted,
    sender,
    send: (data: ToWorker) => page.dispatchEvent(new MessageEvent('message', { data })),
    posts: (type: FromWorker['type']) => until(message => message.type === type),
    sending: (epoch: number) => until(message => message.type === 'sending' && message.epoch === epoch),
  };
}

const voiceFrame = (): EncodedFrame => ({
  data: Uint8Array.of(0xf8, 1, 2, 3).buffer,
  getMetadata: () => ({ rtpTimestamp: 0 }),
});

async function joinMessage(): Promise<ToWorker> {
  const make = () =>
    crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  const wrap: WrapKeys = { seal: await make(), open: await make() };
  return {
    type: 'join',
    attempt: 'attempt-1',
    agreementNumber: 1,
    self: 0,
    roster,
    peers: [{ index: 1, wrap }],
  };
}

describe('media worker', () => {
  beforeEach(() => vi.useFakeTimers({ toFake: ['setInterval'] }));
  afterEach(() => vi.useRealTimers());

  it('replaces its sender key every 15 minutes, and seals each new one for the others', async () => {
    const worker = startWorker();
    worker.send(await joinMessage());
    await worker.sending(65536);
    vi.advanceTimersByTime(QUARTER_OF_AN_HOUR);
    await worker.sending(65537);
    vi.advanceTimersByTime(QUARTER_OF_AN_HOUR);
    await worker.sending(65538);
    const sealed = worker.posted.flatMap(message => (message.type === 'sealed-key' ? [message] : []));
    expect(sealed.map(({ to, epoch }) => [to, epoch])).toEqual([
      [1, 65536],
      [1, 65537],
      [1, 65538],
    ]);
    expect(new Set(sealed.map(message => message.sealed.join())).size).toBe(3);
  });

  it('R80 sends nothing, also with a key, before the call is accepted', async () => {
    const worker = startWorker();
    const { passed, write } = worker.sender();
    worker.send(await joinMessage());
    await worker.sending(65536);
    await write(voiceFrame());
    await worker.posts('attached');
    worker.send({ type: 'release', slot: 'camera' });
    await write(voiceFrame());
    worker.send({ type: 'release', slot: 'microphone' });
    await write(voiceFrame());
    await worker.posts('flowing');
    worker.send({ type: 'get-stats' });
    const stats = worker.posted.find(message => message.type === 'stats');
    expect(stats?.transforms).toMatchObject([{ passed: 1, dropped: { not_released: 2 } }]);
    expect(passed).toHaveLength(1);
  });

  it('has nothing to replace before an agreement', async () => {
    const worker = startWorker();
    vi.advanceTimersByTime(QUARTER_OF_AN_HOUR);
    worker.send(await joinMessage());
    await worker.sending(65536);
    expect(worker.posted.map(({ type }) => type)).toEqual(['sealed-key', 'sending']);
  });
});
