import { photoChunkBytes, photoWindowBytes } from '@visavis/protocol';
import { expect, test, vi } from 'vitest';
import type { Store } from '../store.ts';
import { openChat } from './chat.ts';
import { encodeControl, openControl, parseControl } from './control.ts';
import { lastingLink } from './lasting-link.ts';
import { encodeChunk, parseChunk } from './photo-chunk.ts';
import { openPhotoDesk } from './photo-desk.ts';
import { openPhotoSource } from './photo-source.ts';
import type { TakenPhoto } from './photo-take.ts';
import { linkPair } from './test/pair.ts';

const id = '5a0b7d0e-0000-4000-8000-000000000001';

/** A JPEG by its header: start of image, frame header of 4000 × 3000, then noise. */
function photoOf(length: number): TakenPhoto {
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length; at += 60_000)
    crypto.getRandomValues(bytes.subarray(at, Math.min(length, at + 60_000)));
  bytes.set([0xff, 0xd8, 0xff, 0xc0, 0, 17, 8, 0x0b, 0xb8, 0x0f, 0xa0]);
  return { bytes, width: 4000, height: 3000 };
}

function meet() {
  const pair = linkPair(['customer', 'agent']);
  const customer = openControl(pair.ends[0]);
  const agent = openControl(pair.ends[1]);
  return { pair, customer, agent };
}

type Meeting = ReturnType<typeof meet>;

async function until<State>({ pair }: Meeting, store: Store<State>, isThere: (state: State) => boolean) {
  while (!isThere(store.get())) await pair.step();
}

function photoCall(photo: TakenPhoto) {
  const meeting = meet();
  const { pair, customer, agent } = meeting;
  const arrived: { id: string; photo: TakenPhoto }[] = [];
  const takes = { count: 0 };
  const source = openPhotoSource(pair.ends[0], customer, () => {
    takes.count += 1;
    return Promise.resolve(photo);
  });
  const openDesk = (control = agent) =>
    openPhotoDesk(pair.ends[1], control, (of, whole) => arrived.push({ id: of, photo: whole }));
  return { ...meeting, source, openDesk, arrived, takes };
}

test('what is no message of the protocol is dropped', () => {
  expect(parseControl(encodeControl({ type: 'hello' }))).toEqual({ type: 'hello' });
  const encode = (text: string) => new TextEncoder().encode(text);
  for (const odd of [
    '',
    'null',
    '{"type":"other"}',
    '{"type":"hello","more":1}',
    `{"type":"chat","id":"${id}","text":""}`,
  ])
    expect(parseControl(encode(odd))).toBeUndefined();
  expect(parseControl(Uint8Array.of(0xff, 0xfe))).toBeUndefined();
});

test('a chunk carries its photo, place and bytes', () => {
  const chunk = { id, digest: '0011223344556677', offset: 70_000, data: Uint8Array.of(1, 2, 3) };
  expect(parseChunk(encodeChunk(chunk))).toEqual(chunk);
  expect(parseChunk(new Uint8Array(28))).toBeUndefined();
  expect(parseChunk(encodeChunk({ ...chunk, offset: 4_000_000_000 }))).toBeUndefined();
});

test('chat comes over, is marked unread until opened, and marked as arrived', async () => {
  const { pair, customer, agent } = meet();
  const mine = openChat(customer, 'customer');
  const theirs = openChat(agent, 'agent');
  pair.join();
  mine.write('  Meldeadresse?  ');
  mine.write('   ');
  mine.write('x'.repeat(501));
  expect(mine.state.get().entries).toMatchObject([{ text: 'Meldeadresse?', isPending: true }]);
  await pair.settle();
  expect(mine.state.get().entries).toMatchObject([{ isPending: false }]);
  expect(theirs.state.get()).toMatchObject({
    unread: 1,
    entries: [{ from: 'customer', text: 'Meldeadresse?' }],
  });
  theirs.setOpen(true);
  expect(theirs.state.get().unread).toBe(0);
});

test('chat that a break swallowed is sent again, and shown once', async () => {
  const { pair, customer, agent } = meet();
  const mine = openChat(customer, 'customer');
  const theirs = openChat(agent, 'agent');
  mine.write('before the link stands');
  pair.join();
  await pair.settle();
  mine.write('lost on its way');
  pair.break();
  pair.join();
  await pair.settle();
  mine.write('its receipt is lost');
  pair.deliver('control');
  pair.break();
  pair.join();
  await pair.settle();
  const texts = ['before the link stands', 'lost on its way', 'its receipt is lost'];
  expect(theirs.state.get().entries.map(({ text }) => text)).toEqual(texts);
  expect(mine.state.get().entries.every(({ isPending }) => !isPending)).toBe(true);
});

test('chat that a change of keys swallowed is sent again without any break', () => {
  vi.useFakeTimers();
  try {
    const { pair, customer, agent } = meet();
    const mine = openChat(customer, 'customer');
    const theirs = openChat(agent, 'agent');
    pair.join();
    while (pair.deliver('control'));
    mine.write('swallowed');
    pair.drop('control');
    vi.runOnlyPendingTimers();
    while (pair.deliver('control'));
    expect(theirs.state.get().entries).toMatchObject([{ text: 'swallowed' }]);
    expect(mine.state.get().entries).toMatchObject([{ isPending: false }]);
    vi.runAllTimers();
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});

test('what was lost on its way to a page that is loaded anew is said again once that page greets', async () => {
  const { pair, customer } = meet();
  const mine = openChat(customer, 'customer');
  pair.join();
  await pair.settle();
  mine.write('lost');
  pair.reopen(1);
  const fresh = openChat(openControl(pair.ends[1]), 'agent');
  await pair.settle();
  expect(fresh.state.get().entries).toMatchObject([{ text: 'lost' }]);
});

test('chunks of another photo under the same id are not mixed in', async () => {
  const photo = photoOf(3 * photoChunkBytes);
  const call = photoCall(photo);
  const desk = call.openDesk();
  call.pair.join();
  desk.ask(id);
  await until(call, desk.state, ({ phase }) => phase === 'receiving');
  const data = new Uint8Array(photoChunkBytes);
  const offset = desk.state.get().share * photo.bytes.length;
  const stray = encodeChunk({ id, digest: '00'.repeat(8), offset, data });
  await call.pair.ends[0].send('photo', stray);
  call.pair.hurry('photo');
  await until(call, desk.state, ({ phase }) => phase === 'done' || phase === 'ended');
  expect(call.arrived).toEqual([{ id, photo }]);
});

test('a photo is asked for, taken once, and arrives byte for byte', async () => {
  const photo = photoOf(30 * photoChunkBytes + 17);
  const call = photoCall(photo);
  const desk = call.openDesk();
  call.pair.join();
  desk.ask(id);
  await until(call, desk.state, ({ phase }) => phase === 'done');
  await until(call, call.source.state, ({ phase }) => phase === 'done');
  expect(call.arrived).toEqual([{ id, photo }]);
  expect(call.takes.count).toBe(1);
});

test('a photo goes on over breaks of the link, with no more than the window on its way', async () => {
  const photo = photoOf(60 * photoChunkBytes);
  const call = photoCall(photo);
  const desk = call.openDesk();
  call.pair.join();
  desk.ask(id);
  let widest = 0;
  for (const share of [0.2, 0.5, 0.7]) {
    while (desk.state.get().share < share) {
      call.pair.deliver('control');
      widest = Math.max(widest, call.pair.onTheWay('photo'));
      call.pair.deliver('photo');
      await Promise.resolve();
      if (desk.state.get().share === 0) await call.pair.step();
    }
    call.pair.break();
    expect(desk.state.get().share).toBeGreaterThanOrEqual(share);
    call.pair.join();
  }
  await until(call, desk.state, ({ phase }) => phase === 'done');
  expect(call.arrived).toEqual([{ id, photo }]);
  const headers = (photoWindowBytes / photoChunkBytes) * 28;
  expect(widest).toBeLessThanOrEqual(photoWindowBytes + headers);
});

test('after a reload of the console the same photo comes again from the start', async () => {
  const photo = photoOf(40 * photoChunkBytes);
  const call = photoCall(photo);
  const first = call.openDesk();
  call.pair.join();
  first.ask(id);
  await until(call, first.state, ({ phase }) => phase === 'receiving');
  while (first.state.get().share < 0.3) {
    call.pair.deliver('control');
    call.pair.deliver('photo');
  }
  first.close();
  call.agent.close();
  call.pair.reopen(1);
  const second = call.openDesk(openControl(call.pair.ends[1]));
  second.ask(id);
  await until(call, second.state, ({ phase }) => phase === 'done');
  expect(call.arrived).toEqual([{ id, photo }]);
  expect(call.takes.count).toBe(1);
});

test('either end can cancel, also while the link is broken', async () => {
  const call = photoCall(photoOf(40 * photoChunkBytes));
  const desk = call.openDesk();
  call.pair.join();
  desk.ask(id);
  await until(call, call.source.state, ({ phase }) => phase === 'sending');
  call.pair.break();
  call.source.cancel();
  call.pair.join();
  await call.pair.settle();
  expect(desk.state.get()).toMatchObject({ phase: 'ended', problem: 'cancelled' });
  expect(call.arrived).toEqual([]);
});

test('nothing comes that was not asked for, and nothing but a JPEG', async () => {
  const photo = { ...photoOf(100), bytes: new Uint8Array(100) };
  const call = photoCall(photo);
  const desk = call.openDesk();
  call.pair.join();
  const other = '5a0b7d0e-0000-4000-8000-000000000002';
  const sha384 = 'A'.repeat(64);
  const { width, height } = photo;
  call.customer.send({
    type: 'photo:offer',
    id: other,
    turn: 1,
    bytes: 5,
    width,
    height,
    mime: 'image/jpeg',
    sha384,
  });
  const heard: unknown[] = [];
  call.customer.listen((_, message) => heard.push(message));
  await call.pair.settle();
  expect(heard).toContainEqual({ type: 'photo:end', id: other, problem: 'cancelled' });
  desk.ask(id);
  await until(call, desk.state, ({ phase }) => phase === 'ended');
  expect(desk.state.get().problem).toBe('damaged');
  expect(call.arrived).toEqual([]);
});

test('a camera that gives no photo is said so', async () => {
  const { pair, customer, agent } = meet();
  openPhotoSource(pair.ends[0], customer, () => Promise.reject(new Error('no camera')));
  const desk = openPhotoDesk(pair.ends[1], agent, () => undefined);
  pair.join();
  desk.ask(id);
  await until({ pair, customer, agent }, desk.state, ({ phase }) => phase === 'ended');
  expect(desk.state.get().problem).toBe('failed');
});

test('a link that lasts goes from one call to the next', async () => {
  const first = linkPair(['customer', 'agent']);
  const second = linkPair(['customer', 'agent']);
  const lasting = lastingLink();
  const chat = openChat(openControl(lasting), 'customer');
  const before = openChat(openControl(first.ends[1]), 'agent');
  const after = openChat(openControl(second.ends[1]), 'agent');
  first.join();
  second.join();
  lasting.use(first.ends[0]);
  chat.write('one');
  await first.settle();
  lasting.use(null);
  expect(lasting.ready.get().ready).toBe(false);
  chat.write('two');
  lasting.use(second.ends[0]);
  await second.settle();
  expect(before.state.get().entries.map(({ text }) => text)).toEqual(['one']);
  expect(after.state.get().entries.map(({ text }) => text)).toEqual(['two']);
});
