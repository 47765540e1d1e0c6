import { photoChunkBytes, photoWindowBytes, type PhotoProblem } from '@visavis/protocol';

/** One photo on its way to the other end, over a link that may break at any time. */
export type PhotoSend = {
  phase: 'sending' | 'done' | 'ended';
  bytes: number;
  /** The other end has everything before. */
  acknowledged: number;
  /** Everything before was handed to the link, as far as this link goes. */
  sent: number;
  /** How often it was offered. Only the answer to the last one counts, or each would begin the sending anew. */
  turn: number;
  /** The other end has said where to go on, and the link has not broken since. */
  isWanted: boolean;
  problem: PhotoProblem | null;
};

export type PhotoSendEvent =
  /** The link stands again, or nothing has moved for long. */
  | { type: 'meet' }
  | { type: 'break' }
  | { type: 'want'; turn: number; from: number }
  | { type: 'received'; before: number }
  | { type: 'done' }
  /** Here or there. */
  | { type: 'end'; problem: PhotoProblem };

export type PhotoSendAction =
  { type: 'offer'; turn: number } | { type: 'chunk'; offset: number; length: number };

export type PhotoSendStep = { state: PhotoSend; actions: PhotoSendAction[] };

export const startSend = (bytes: number): PhotoSendStep => ({
  state: { phase: 'sending', bytes, acknowledged: 0, sent: 0, turn: 1, isWanted: false, problem: null },
  actions: [{ type: 'offer', turn: 1 }],
});

/** Hands over as much as the window of what is not acknowledged lets. */
function fill(state: PhotoSend): PhotoSendStep {
  const actions: PhotoSendAction[] = [];
  let { sent } = state;
  while (sent < state.bytes) {
    const length = Math.min(photoChunkBytes, state.bytes - sent);
    if (sent + length - state.acknowledged > photoWindowBytes) break;
    actions.push({ type: 'chunk', offset: sent, length });
    sent += length;
  }
  return { state: { ...state, sent }, actions };
}

/** Pure: what is sent next. An event that does not fit changes nothing. */
export function stepSend(state: PhotoSend, event: PhotoSendEvent): PhotoSendStep {
  const same = { state, actions: [] };
  if (state.phase !== 'sending') return same;
  switch (event.type) {
    case 'meet': {
      const turn = state.turn + 1;
      return { state: { ...state, turn, isWanted: false }, actions: [{ type: 'offer', turn }] };
    }
    case 'break':
      return { state: { ...state, isWanted: false }, actions: [] };
    case 'want':
      // also backwards: the other end's page may have been loaded anew, and have nothing
      if (event.turn !== state.turn || state.isWanted || event.from > state.bytes) return same;
      return fill({ ...state, acknowledged: event.from, sent: event.from, isWanted: true });
    case 'received': {
      if (event.before > state.bytes) return same;
      const acknowledged = Math.max(state.acknowledged, event.before);
      const next = { ...state, acknowledged, sent: Math.max(state.sent, acknowledged) };
      return next.isWanted ? fill(next) : { state: next, actions: [] };
    }
    case 'done':
      return { state: { ...state, phase: 'done', acknowledged: state.bytes }, actions: [] };
    case 'end':
      return { state: { ...state, phase: 'ended', problem: event.problem }, actions: [] };
  }
}
