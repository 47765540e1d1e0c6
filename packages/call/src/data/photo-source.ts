import { toBase64Url } from '@visavis/e2ee';
import type { ControlMessage, PhotoProblem } from '@visavis/protocol';
import { createStore, type Store, type WritableStore } from '../store.ts';
import type { Control } from './control.ts';
import type { DataLink } from './link.ts';
import { digestMark, encodeChunk } from './photo-chunk.ts';
import {
  startSend,
  stepSend,
  type PhotoSend,
  type PhotoSendEvent,
  type PhotoSendStep,
} from './photo-send.ts';
import type { TakenPhoto } from './photo-take.ts';

/** What the customer sees of a photo. */
export type PhotoSourceState = {
  phase: 'none' | 'taking' | 'sending' | 'done' | 'ended';
  /** 0 to 1, of what the agent's end has acknowledged. */
  share: number;
  problem: PhotoProblem | null;
};

export type PhotoSource = {
  state: Store<PhotoSourceState>;
  cancel: () => void;
  close: () => void;
};

type Photo = TakenPhoto & { sha384: string; mark: string };
type Current = { id: string; photo: Photo | null; send: PhotoSend | null };
type Own = {
  link: DataLink;
  control: Control;
  take: () => Promise<TakenPhoto>;
  store: WritableStore<PhotoSourceState>;
  current: Current | null;
  /** How photos ended, for an agent's end that asks again because the word was lost. */
  ended: Map<string, PhotoProblem>;
  watch?: ReturnType<typeof setTimeout>;
};

/** Nothing has moved for so long: the photo is offered again, which costs nothing if it was only slow. */
const stillMilliseconds = 10_000;
const endedMost = 20;

async function describe(taken: TakenPhoto): Promise<Photo> {
  const sha384 = toBase64Url(new Uint8Array(await crypto.subtle.digest('SHA-384', taken.bytes)));
  return { ...taken, sha384, mark: digestMark(sha384) };
}

function end(own: Own, id: string, problem: PhotoProblem): void {
  const { ended, current, store } = own;
  ended.set(id, problem);
  for (const old of [...ended.keys()].slice(0, -endedMost)) ended.delete(old);
  if (current?.id !== id) return;
  clearTimeout(own.watch);
  own.current = null;
  store.update({ phase: 'ended', problem });
}

function giveUp(own: Own, id: string, problem: PhotoProblem): void {
  end(own, id, problem);
  own.control.send({ type: 'photo:end', id, problem });
}

function adopt(own: Own, mine: Current, { state, actions }: PhotoSendStep): void {
  const { id, photo } = mine;
  if (!photo || own.current !== mine) return;
  mine.send = state;
  for (const action of actions) {
    if (action.type === 'chunk') sendChunk(own, id, photo, action.offset, action.length);
    else offer(own, id, photo, action.turn);
  }
  clearTimeout(own.watch);
  if (state.phase === 'ended') end(own, id, state.problem ?? 'failed');
  else if (state.phase === 'done') {
    own.current = null;
    own.store.update({ phase: 'done', share: 1 });
  } else {
    own.store.update({ phase: 'sending', share: state.acknowledged / state.bytes });
    own.watch = setTimeout(() => feed(own, { type: 'meet' }), stillMilliseconds);
  }
}

function feed(own: Own, event: PhotoSendEvent): void {
  const { current } = own;
  if (current?.send) adopt(own, current, stepSend(current.send, event));
}

function offer({ control }: Own, id: string, { bytes, width, height, sha384 }: Photo, turn: number): void {
  control.send({
    type: 'photo:offer',
    id,
    turn,
    bytes: bytes.length,
    width,
    height,
    mime: 'image/jpeg',
    sha384,
  });
}

function sendChunk(own: Own, id: string, photo: Photo, offset: number, length: number): void {
  const data = photo.bytes.subarray(offset, offset + length);
  own.link
    .send('photo', encodeChunk({ id, digest: photo.mark, offset, data }))
    .catch(() => feed(own, { type: 'break' }));
}

async function onAsk(own: Own, id: string): Promise<void> {
  const { control, store, take } = own;
  const problem = own.ended.get(id);
  if (problem) {
    control.send({ type: 'photo:end', id, problem });
    return;
  }
  if (own.current?.id === id) {
    feed(own, { type: 'meet' });
    return;
  }
  if (own.current) end(own, own.current.id, 'busy');
  const mine: Current = { id, photo: null, send: null };
  own.current = mine;
  store.update({ phase: 'taking', share: 0, problem: null });
  try {
    const photo = await describe(await take());
    mine.photo = photo;
    adopt(own, mine, startSend(photo.bytes.length));
  } catch {
    if (own.current === mine) giveUp(own, id, 'failed');
  }
}

function hear(own: Own, message: ControlMessage): void {
  if (message.type === 'photo:ask') void onAsk(own, message.id);
  else if (!('id' in message) || message.id !== own.current?.id) return;
  else if (message.type === 'photo:want') feed(own, { type: 'want', turn: message.turn, from: message.from });
  else if (message.type === 'photo:received') feed(own, { type: 'received', before: message.before });
  else if (message.type === 'photo:done') feed(own, { type: 'done' });
  else if (message.type === 'photo:end') end(own, message.id, message.problem);
}

/**
 * Takes a photo when the agent asks, and brings it over whole, through breaks of the link. One at a time: a new question
 * takes the place of the one before.
 * @param take holds the camera still and takes it
 */
export function openPhotoSource(
  link: DataLink,
  control: Control,
  take: () => Promise<TakenPhoto>,
): PhotoSource {
  const store = createStore<PhotoSourceState>({ phase: 'none', share: 0, problem: null });
  const own: Own = { link, control, take, store, current: null, ended: new Map() };
  const stops = [
    control.onMeeting(() => feed(own, { type: 'meet' })),
    link.ready.subscribe(() => {
      if (!link.ready.get().ready) feed(own, { type: 'break' });
    }),
    control.listen((from, message) => {
      if (from === 'agent') hear(own, message);
    }),
  ];
  return {
    state: store,
    cancel: () => {
      if (own.current) giveUp(own, own.current.id, 'cancelled');
    },
    close: () => {
      clearTimeout(own.watch);
      for (const stop of stops) stop();
      own.current = null;
    },
  };
}
