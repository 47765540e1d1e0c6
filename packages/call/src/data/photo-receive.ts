import type { PhotoProblem } from '@visavis/protocol';

/** One photo that was asked for, over a link that may break at any time. */
export type PhotoReceive = {
  phase: 'asked' | 'receiving' | 'checking' | 'done' | 'ended';
  /** Of the photo that is coming; null before it is offered. */
  sha384: string | null;
  bytes: number;
  /** Everything before this offset is here. */
  received: number;
  problem: PhotoProblem | null;
};

export type PhotoReceiveEvent =
  /** The link stands again, or nothing has moved for long. */
  | { type: 'meet' }
  | { type: 'offer'; turn: number; bytes: number; sha384: string }
  /** A chunk of the photo that is coming. */
  | { type: 'chunk'; offset: number; length: number }
  /** The hash of the whole was compared, and that it is a picture. */
  | { type: 'checked'; isWhole: boolean }
  /** The other end says that it does not come. */
  | { type: 'end'; problem: PhotoProblem }
  | { type: 'cancel' };

export type PhotoReceiveAction =
  | { type: 'ask' }
  /** Room for so many bytes, instead of what there was. */
  | { type: 'room'; bytes: number }
  | { type: 'want'; turn: number; from: number }
  | { type: 'store'; offset: number }
  | { type: 'received'; before: number }
  | { type: 'check' }
  | { type: 'tell_done' }
  | { type: 'tell_end'; problem: PhotoProblem };

export type PhotoReceiveStep = { state: PhotoReceive; actions: PhotoReceiveAction[] };

export const startReceive = (): PhotoReceiveStep => ({
  state: { phase: 'asked', sha384: null, bytes: 0, received: 0, problem: null },
  actions: [{ type: 'ask' }],
});

type Offer = Extract<PhotoReceiveEvent, { type: 'offer' }>;

function onOffer(state: PhotoReceive, { turn, bytes, sha384 }: Offer): PhotoReceiveStep {
  // said before, and the word was lost
  if (state.phase === 'done') return { state, actions: [{ type: 'tell_done' }] };
  if (state.phase === 'ended')
    return { state, actions: [{ type: 'tell_end', problem: state.problem ?? 'cancelled' }] };
  if (state.phase === 'checking') return { state, actions: [] };
  if (state.sha384 === sha384 && state.bytes === bytes)
    return { state, actions: [{ type: 'want', turn, from: state.received }] };
  return {
    state: { ...state, phase: 'receiving', sha384, bytes, received: 0 },
    actions: [
      { type: 'room', bytes },
      { type: 'want', turn, from: 0 },
    ],
  };
}

function onChunk(state: PhotoReceive, offset: number, length: number): PhotoReceiveStep {
  const same = { state, actions: [] };
  if (state.phase !== 'receiving' || length === 0 || offset + length > state.bytes) return same;
  // said twice after a break, or one before it is missing: the sender begins anew at what it was told is here
  if (offset !== state.received) return same;
  const received = offset + length;
  const isWhole = received === state.bytes;
  return {
    state: { ...state, received, phase: isWhole ? 'checking' : 'receiving' },
    actions: [
      { type: 'store', offset },
      { type: 'received', before: received },
      ...(isWhole ? [{ type: 'check' } as const] : []),
    ],
  };
}

/** Pure: what is answered, and what is kept. An event that does not fit changes nothing. */
export function stepReceive(state: PhotoReceive, event: PhotoReceiveEvent): PhotoReceiveStep {
  const isOver = state.phase === 'done' || state.phase === 'ended';
  const end = (problem: PhotoProblem): PhotoReceive => ({ ...state, phase: 'ended', problem });
  switch (event.type) {
    case 'meet':
      return { state, actions: isOver || state.phase === 'checking' ? [] : [{ type: 'ask' }] };
    case 'offer':
      return onOffer(state, event);
    case 'chunk':
      return onChunk(state, event.offset, event.length);
    case 'checked':
      if (state.phase !== 'checking') return { state, actions: [] };
      return event.isWhole
        ? { state: { ...state, phase: 'done' }, actions: [{ type: 'tell_done' }] }
        : { state: end('damaged'), actions: [{ type: 'tell_end', problem: 'damaged' }] };
    case 'end':
      return { state: isOver || state.phase === 'checking' ? state : end(event.problem), actions: [] };
    case 'cancel':
      return isOver
        ? { state, actions: [] }
        : { state: end('cancelled'), actions: [{ type: 'tell_end', problem: 'cancelled' }] };
  }
}
