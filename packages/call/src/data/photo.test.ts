import { photoChunkBytes, photoWindowBytes } from '@visavis/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { startReceive, stepReceive, type PhotoReceiveEvent, type PhotoReceiveStep } from './photo-receive.ts';
import { startSend, stepSend, type PhotoSendEvent, type PhotoSendStep } from './photo-send.ts';

/**
 * Both machines with a network between them: per direction and channel what is on its way, in order. The two channels
 * from the sender do not wait for each other, and a break loses everything.
 */
class Simulation {
  readonly bytes: number;
  /** Bumped when the customer's page takes the photo anew. */
  take = 0;
  toReceiver: PhotoReceiveEvent[] = [];
  chunks: { take: number; offset: number; length: number }[] = [];
  toSender: (PhotoSendEvent | { type: 'ask' })[] = [];
  isUp = true;
  send: PhotoSendStep['state'] | null = null;
  receive: PhotoReceiveStep['state'];
  /** Which take each stored byte range is from. */
  stored: { take: number; offset: number }[] = [];
  widest = 0;
  /** Chunks handed over, of all takes and attempts. */
  handed = 0;

  constructor(bytes: number) {
    this.bytes = bytes;
    const first = startReceive();
    this.receive = first.state;
    this.#received(first);
  }

  #sent({ state, actions }: PhotoSendStep): void {
    this.send = state;
    this.widest = Math.max(this.widest, state.sent - state.acknowledged);
    for (const action of actions) {
      if (action.type === 'chunk') this.handed += 1;
      if (!this.isUp) continue;
      if (action.type === 'offer')
        this.toReceiver.push({
          type: 'offer',
          turn: action.turn,
          bytes: this.bytes,
          sha384: `take ${this.take}`,
        });
      else this.chunks.push({ take: this.take, offset: action.offset, length: action.length });
    }
  }

  #received({ state, actions }: PhotoReceiveStep): void {
    const before = this.receive as PhotoReceiveStep['state'] | undefined;
    this.receive = state;
    for (const action of actions) {
      if (action.type === 'room') this.stored = [];
      if (action.type === 'store')
        this.stored.push({ take: Number((before?.sha384 ?? '').slice(5)), offset: action.offset });
      if (!this.isUp) continue;
      if (action.type === 'ask' || action.type === 'want' || action.type === 'received')
        this.toSender.push(action);
      if (action.type === 'tell_done') this.toSender.push({ type: 'done' });
      if (action.type === 'tell_end') this.toSender.push({ type: 'end', problem: action.problem });
    }
    if (actions.some(({ type }) => type === 'check'))
      this.#received(stepReceive(this.receive, { type: 'checked', isWhole: true }));
  }

  feedReceiver(event: PhotoReceiveEvent): void {
    this.#received(stepReceive(this.receive, event));
  }

  feedSender(event: PhotoSendEvent): void {
    if (this.send) this.#sent(stepSend(this.send, event));
  }

  deliver(channel: 'control' | 'photo' | 'back'): boolean {
    if (channel === 'control') {
      const event = this.toReceiver.shift();
      if (event) this.feedReceiver(event);
      return event !== undefined;
    }
    if (channel === 'photo') {
      const chunk = this.chunks.shift();
      if (chunk && `take ${chunk.take}` === this.receive.sha384)
        this.feedReceiver({ type: 'chunk', offset: chunk.offset, length: chunk.length });
      return chunk !== undefined;
    }
    const event = this.toSender.shift();
    if (event?.type === 'ask') {
      if (!this.send) this.#sent(startSend(this.bytes));
      else this.feedSender({ type: 'meet' });
    } else if (event) this.feedSender(event);
    return event !== undefined;
  }

  lose(): void {
    this.toReceiver = [];
    this.chunks = [];
    this.toSender = [];
  }

  break(): void {
    this.isUp = false;
    this.lose();
    this.feedSender({ type: 'break' });
  }

  join(): void {
    if (this.isUp) return;
    this.isUp = true;
    this.feedSender({ type: 'meet' });
    this.feedReceiver({ type: 'meet' });
  }

  reloadReceiver(): void {
    this.lose();
    this.#received(startReceive());
  }

  /** What the receiver gets of a page that lost the photo and takes it anew when asked. */
  reloadSender(): void {
    this.lose();
    this.send = null;
    this.take += 1;
    this.feedReceiver({ type: 'meet' });
  }

  finish(): void {
    this.join();
    // what a real end does when nothing has moved for long
    this.feedSender({ type: 'meet' });
    this.feedReceiver({ type: 'meet' });
    for (let moved = true; moved;)
      moved = (['back', 'control', 'photo'] as const).map(channel => this.deliver(channel)).includes(true);
  }
}

const happenings = fc.array(
  fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom('back', 'control', 'photo') },
    { weight: 2, arbitrary: fc.constantFrom('break', 'join', 'nudge') },
    { weight: 1, arbitrary: fc.constantFrom('reloadReceiver', 'reloadSender') },
  ),
  { maxLength: 300 },
);

function happen(run: Simulation, what: string): void {
  if (what === 'back' || what === 'control' || what === 'photo') run.deliver(what);
  else if (what === 'break') run.break();
  else if (what === 'join') run.join();
  else if (what === 'reloadReceiver') run.reloadReceiver();
  else if (what === 'reloadSender') run.reloadSender();
  else run.feedSender({ type: 'meet' });
}

const sizes = fc.oneof(
  fc.integer({ min: 1, max: 40 * photoChunkBytes }),
  fc.integer({ min: 1, max: 40 }).map(chunks => chunks * photoChunkBytes),
);

const offsetsOf = (bytes: number) =>
  Array.from({ length: Math.ceil(bytes / photoChunkBytes) }, (_, index) => index * photoChunkBytes);

test('a photo arrives whole and in order, however often link and pages break', () => {
  fc.assert(
    fc.property(sizes, happenings, (bytes, schedule) => {
      const run = new Simulation(bytes);
      for (const what of schedule) happen(run, what);
      run.finish();
      expect(run.receive).toMatchObject({ phase: 'done', received: bytes });
      expect(run.stored.map(({ offset }) => offset)).toEqual(offsetsOf(bytes));
      // never a mixture of one photo with one taken later under the same id
      expect(new Set(run.stored.map(({ take }) => take)).size).toBe(1);
      if (run.send) expect(run.send.phase).toBe('done');
    }),
    { numRuns: 500 },
  );
});

test('no more than the window is ever on its way unacknowledged', () => {
  fc.assert(
    fc.property(sizes, happenings, (bytes, schedule) => {
      const run = new Simulation(bytes);
      for (const what of schedule) happen(run, what);
      run.finish();
      expect(run.widest).toBeLessThanOrEqual(photoWindowBytes);
    }),
    { numRuns: 200 },
  );
});

test('after a break only what was not acknowledged is sent again', () => {
  fc.assert(
    fc.property(fc.integer({ min: 20, max: 39 }), fc.integer({ min: 1, max: 19 }), (chunks, arrived) => {
      const run = new Simulation(chunks * photoChunkBytes);
      run.deliver('back');
      run.deliver('control');
      run.deliver('back');
      for (let index = 0; index < arrived; index += 1) {
        run.deliver('photo');
        run.deliver('back');
      }
      expect(run.receive.received).toBe(arrived * photoChunkBytes);
      const before = run.handed;
      run.break();
      run.finish();
      expect(run.receive.phase).toBe('done');
      expect(run.handed - before).toBe(chunks - arrived);
    }),
  );
});

test('what was ended by either side stays ended and is said again', () => {
  const run = new Simulation(10 * photoChunkBytes);
  run.deliver('back');
  run.deliver('control');
  run.feedReceiver({ type: 'cancel' });
  run.lose();
  expect(run.send?.phase).toBe('sending');
  run.finish();
  expect(run.receive).toMatchObject({ phase: 'ended', problem: 'cancelled' });
  expect(run.send).toMatchObject({ phase: 'ended', problem: 'cancelled' });
});

test('a photo whose hash differs is refused', () => {
  let state = startReceive().state;
  state = stepReceive(state, { type: 'offer', turn: 1, bytes: 10, sha384: 'a' }).state;
  const arrived = stepReceive(state, { type: 'chunk', offset: 0, length: 10 });
  expect(arrived.actions.map(({ type }) => type)).toEqual(['store', 'received', 'check']);
  const refused = stepReceive(arrived.state, { type: 'checked', isWhole: false });
  expect(refused.state).toMatchObject({ phase: 'ended', problem: 'damaged' });
  expect(refused.actions).toEqual([{ type: 'tell_end', problem: 'damaged' }]);
});

test('chunks that do not fit are not kept', () => {
  const asked = startReceive().state;
  expect(stepReceive(asked, { type: 'chunk', offset: 0, length: 5 }).actions).toEqual([]);
  const { state } = stepReceive(asked, { type: 'offer', turn: 1, bytes: 10, sha384: 'a' });
  for (const [offset, length] of [
    [0, 11],
    [8, 3],
    [0, 0],
    [5, 5],
  ] as const)
    expect(stepReceive(state, { type: 'chunk', offset, length }).actions).toEqual([]);
});
