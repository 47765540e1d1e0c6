import { toBase64Url } from '@visavis/e2ee';
import type { ControlMessage, PhotoProblem } from '@visavis/protocol';
import { createStore, type Store, type WritableStore } from '../store.ts';
import type { Control } from './control.ts';
import { jpegSize } from './jpeg.ts';
import type { DataLink } from './link.ts';
import { digestMark, parseChunk } from './photo-chunk.ts';
import {
  startReceive,
  stepReceive,
  type PhotoReceive,
  type PhotoReceiveAction,
  type PhotoReceiveEvent,
  type PhotoReceiveStep,
} from './photo-receive.ts';
import type { TakenPhoto } from './photo-take.ts';

/** What the agent sees of a photo that was asked for. */
export type PhotoDeskState = {
  phase: 'none' | PhotoReceive['phase'];
  /** 0 to 1. */
  share: number;
  bytes: number;
  problem: PhotoProblem | null;
};

export type PhotoDesk = {
  state: Store<PhotoDeskState>;
  /** Asks for a photo, or goes on waiting for the one under `id`, as after a reload. */
  ask: (id: string) => void;
  cancel: () => void;
  close: () => void;
};

type Current = {
  id: string;
  receive: PhotoReceive;
  bytes: Uint8Array<ArrayBuffer>;
  /** See `digestMark`; chunks of any other photo are dropped. */
  mark: string;
  /** Data of the chunk that is being looked at. */
  arrived: Uint8Array;
};

type Own = {
  control: Control;
  store: WritableStore<PhotoDeskState>;
  onPhoto: (id: string, photo: TakenPhoto) => void;
  current: Current | null;
  watch?: ReturnType<typeof setTimeout>;
};

/** More than any sensor: what claims more is no photo. */
const pixelsMost = 200_000_000;
/** Nothing has moved for so long: it is asked for again, which costs nothing if it was only slow. */
const stillMilliseconds = 20_000;

async function verify(
  bytes: Uint8Array<ArrayBuffer>,
  sha384: string | null,
): Promise<TakenPhoto | undefined> {
  const found = toBase64Url(new Uint8Array(await crypto.subtle.digest('SHA-384', bytes)));
  const size = jpegSize(bytes);
  return found === sha384 && size && size.width * size.height <= pixelsMost ? { bytes, ...size } : undefined;
}

async function check(own: Own, mine: Current): Promise<void> {
  const photo = await verify(mine.bytes, mine.receive.sha384).catch(() => undefined);
  if (own.current !== mine || mine.receive.phase !== 'checking') return;
  mine.bytes = new Uint8Array();
  feed(own, { type: 'checked', isWhole: photo !== undefined });
  if (photo) own.onPhoto(mine.id, photo);
}

function act(own: Own, mine: Current, action: PhotoReceiveAction): void {
  const { id } = mine;
  const { send } = own.control;
  if (action.type === 'ask') send({ type: 'photo:ask', id });
  else if (action.type === 'room') {
    mine.bytes = new Uint8Array(action.bytes);
    mine.mark = digestMark(mine.receive.sha384 ?? '');
  } else if (action.type === 'want') send({ type: 'photo:want', id, turn: action.turn, from: action.from });
  else if (action.type === 'store') mine.bytes.set(mine.arrived, action.offset);
  else if (action.type === 'received') send({ type: 'photo:received', id, before: action.before });
  else if (action.type === 'check') void check(own, mine);
  else if (action.type === 'tell_done') send({ type: 'photo:done', id });
  else send({ type: 'photo:end', id, problem: action.problem });
}

function adopt(own: Own, mine: Current, { state, actions }: PhotoReceiveStep): void {
  mine.receive = state;
  for (const action of actions) act(own, mine, action);
  const { phase, received, bytes, problem } = state;
  clearTimeout(own.watch);
  if (phase === 'asked' || phase === 'receiving')
    own.watch = setTimeout(() => feed(own, { type: 'meet' }), stillMilliseconds);
  own.store.update({ phase, share: bytes === 0 ? 0 : received / bytes, bytes, problem });
}

function feed(own: Own, event: PhotoReceiveEvent): void {
  const { current } = own;
  if (current) adopt(own, current, stepReceive(current.receive, event));
}

function hear(own: Own, message: ControlMessage): void {
  if (message.type === 'photo:offer') {
    const { id, turn, bytes, sha384 } = message;
    if (id === own.current?.id) feed(own, { type: 'offer', turn, bytes, sha384 });
    // nobody asked for it here
    else own.control.send({ type: 'photo:end', id, problem: 'cancelled' });
  } else if (message.type === 'photo:end' && message.id === own.current?.id)
    feed(own, { type: 'end', problem: message.problem });
}

/**
 * Receives what was asked for and nothing else; one at a time.
 * @param onPhoto whole, its hash compared, and a JPEG by its header
 */
export function openPhotoDesk(
  link: DataLink,
  control: Control,
  onPhoto: (id: string, photo: TakenPhoto) => void,
): PhotoDesk {
  const store = createStore<PhotoDeskState>({ phase: 'none', share: 0, bytes: 0, problem: null });
  const own: Own = { control, store, onPhoto, current: null };
  const stops = [
    control.onMeeting(() => feed(own, { type: 'meet' })),
    control.listen((from, message) => {
      if (from === 'customer') hear(own, message);
    }),
    link.listen(({ from, channel, payload }) => {
      const { current } = own;
      if (from !== 'customer' || channel !== 'photo' || !current) return;
      const chunk = parseChunk(payload);
      if (chunk?.id !== current.id || chunk.digest !== current.mark) return;
      current.arrived = chunk.data;
      feed(own, { type: 'chunk', offset: chunk.offset, length: chunk.data.length });
    }),
  ];
  return {
    state: store,
    ask: id => {
      feed(own, { type: 'cancel' });
      const first = startReceive();
      own.current = {
        id,
        receive: first.state,
        bytes: new Uint8Array(),
        mark: '',
        arrived: new Uint8Array(),
      };
      adopt(own, own.current, first);
    },
    cancel: () => feed(own, { type: 'cancel' }),
    close: () => {
      clearTimeout(own.watch);
      for (const stop of stops) stop();
      own.current = null;
    },
  };
}
